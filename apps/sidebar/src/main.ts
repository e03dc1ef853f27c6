import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { loadText } from './locales';
import { useCurrentChat } from './stores/current-chat';
import './styles/base.css';

void loadText().then(() => {
  const app = createApp(App).use(createPinia());
  app.config.errorHandler = (error) =>
    useCurrentChat().fail({ code: 'UNEXPECTED', technical: String(error) });
  app.mount('#app');
});
