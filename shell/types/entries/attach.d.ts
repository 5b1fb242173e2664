export { attach } from '../attach/attach.js';
