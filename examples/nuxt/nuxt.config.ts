export default defineNuxtConfig({
  compatibilityDate: '2026-01-01',
  app: { head: { title: 'phone-profile with Nuxt', htmlAttrs: { lang: 'en' }, link: [{ rel: 'icon', href: 'data:,' }] } },
  vue: { compilerOptions: { isCustomElement: (tag) => tag === 'phone-profile' } },
  // The development server moves other modules and leaves their wasm behind.
  vite: { optimizeDeps: { exclude: ['phone-profile'] } },
  runtimeConfig: { public: { endpoint: 'http://localhost:8080/lookup' } },
});
