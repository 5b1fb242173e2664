// Before React: a script of the page's own may have defined the element long since.
import 'phone-profile/define';
import { hydrateRoot } from 'react-dom/client';
import { App } from './App.jsx';

hydrateRoot(document.querySelector('#root'), <App number="+1 310 555 0123" />);
