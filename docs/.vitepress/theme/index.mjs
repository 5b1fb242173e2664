// VitePress's own theme, with the system's fonts and live cards, wherever the site is.

import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';
import Layout from './Layout.vue';
import LiveCard from './LiveCard.vue';

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app, siteData }) {
    app.component('LiveCard', LiveCard);
    if (import.meta.env.SSR) return;
    siteData.value = { ...siteData.value, base: window.siteBase };
    // What stays as another page takes the place of this one, such as the side bar, is written from this page on.
    for (const link of document.querySelectorAll('a[href]:not([href^="#"]), link[rel=icon]')) link.href = link.href;
    for (const image of document.images) image.src = image.src;
  },
};
