import { createApp } from 'vue';
import ClientApp from './ClientApp.vue';
import './client.css';

createApp(ClientApp).mount('#client');
