// The documentation site, for VitePress.

import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { anchorOf, expectAnchors } from './anchors.mjs';
import { anywhere } from './anywhere.mjs';
import { cells } from './markdown/cells.mjs';
import { fileNames } from './markdown/file-names.mjs';
import { repositoryLinks } from './markdown/links.mjs';
import { sidebar } from './navigation.mjs';
import { strictPolicy } from './policy.mjs';

/** Where the site is served, if nothing is before it. */
const BASE = '/docs/';
const repository = process.env.PHONE_PROFILE_REPOSITORY;
const place = anywhere(BASE);
const policy = strictPolicy(BASE);

export default defineConfig({
  lang: 'en',
  title: 'phone-profile',
  titleTemplate: ':title – phone-profile',
  description: 'Attributes, events, parts, variables and functions of phone-profile, guides, and a recipe for each stack.',
  base: BASE,
  srcDir: 'pages',
  // In a file of its own, as the policy asks for.
  metaChunk: true,
  // Firefox holds what is fetched ahead to `default-src`, and so to nothing at all.
  router: { prefetchLinks: false },
  // What it does by default needs an inline style.
  appearance: { disableTransition: false },
  head: [
    place.head,
    ['meta', { name: 'referrer', content: 'no-referrer' }],
    ['meta', { name: 'robots', content: 'noindex' }],
    ['meta', { name: 'format-detection', content: 'telephone=no' }],
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${BASE}../page/icon.svg` }],
    policy.head,
  ],
  markdown: {
    // `sent.dm` in a text is a name.
    linkify: false,
    // Whose colours can be read on the theme's grounds.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: anchorOf },
    codeTransformers: [policy.codeTransformer],
    // Before VitePress's own rules.
    preConfig: (markdown) => markdown.use(repositoryLinks(repository)),
    config: (markdown) => markdown.use(fileNames).use(cells),
  },
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('phone-profile') } } },
  themeConfig: {
    logo: { src: '/../page/icon.svg', alt: '' },
    nav: [
      { text: 'Guides', link: '/attach' },
      { text: 'Recipes', link: '/embed/' },
      { text: 'Reference', link: '/reference/phone-profile' },
      { text: 'Gallery', link: '/../gallery/', target: '_self' },
    ],
    sidebar: sidebar(fileURLToPath(new URL('../pages', import.meta.url))),
    outline: [2, 3],
    docFooter: { prev: 'Before', next: 'Next' },
    search: {
      provider: 'local',
      // All words, and one letter in five may be another.
      options: { miniSearch: { searchOptions: { combineWith: 'AND', fuzzy: 0.1 } } },
    },
  },
  transformHtml: (html, file, context) => place.transformHtml(policy.transformHtml(html, context), context),
  vite: place.vite,
  buildEnd(site) {
    policy.buildEnd(site);
    expectAnchors(site.outDir, BASE);
  },
});
