import { createApp } from 'vue';
import ClientApp from './ClientApp.vue';
import './client.css';
import './behind.css';

createApp(ClientApp).mount('#client');
