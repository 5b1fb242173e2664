// Which languages there are, and their texts. Loaded where somebody reads another one than English.
export { catalogueName, loadCatalogue } from '../languages/catalogues.js';
