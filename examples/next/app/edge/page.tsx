export const runtime = 'edge';

export { default } from '../page';
