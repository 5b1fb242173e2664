import { provideBrowserGlobalErrorListeners } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { configure } from 'phone-profile';
import { App } from './app/app';

// `assets` in angular.json puts the file there. The path counts from <base href>.
configure({ wasmUrl: 'phone_profile_bg.wasm', endpoint: 'http://localhost:8080/lookup' });

bootstrapApplication(App, { providers: [provideBrowserGlobalErrorListeners()] }).catch((error) => console.error(error));
