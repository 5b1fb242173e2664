import type { Preview } from '@storybook/html-vite';
import { configure } from 'phone-profile';
import 'phone-profile/define';

configure({ endpoint: 'http://localhost:8080/lookup' });

const preview: Preview = {};

export default preview;
