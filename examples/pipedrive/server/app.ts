// Serves the panel, and tells it who is shown on the page around it.

import express, { type Express } from 'express';
import { jwtVerify } from 'jose';
import { type Api, readPerson } from './person';

export interface Settings {
  /** The panel's JWT secret, as entered in the Developer Hub; the app's client secret where none was. */
  readonly secret: string;
  /** The company that has installed the app. An app for several keeps an access token for each. */
  readonly companyId: number;
  readonly api: Api;
  /** Who may frame the panel. */
  readonly framedBy: string;
}

export function panelApp({ secret, companyId, api, framedBy }: Settings): Express {
  const app = express();
  const key = new TextEncoder().encode(secret);

  /** Whether the token is Pipedrive's, not over, and for our company. */
  async function isTrusted(token: string): Promise<boolean> {
    try {
      const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'] });
      return payload['companyId'] === companyId;
    } catch {
      return false;
    }
  }

  app.use('/panel', (_, response, next) => {
    response.set('content-security-policy', `frame-ancestors ${framedBy}`);
    next();
  });
  app.use('/panel', express.static('dist'));

  app.get('/panel/person', async (request, response) => {
    const token = request.get('authorization')?.replace('Bearer ', '') ?? '';
    if (!(await isTrusted(token))) {
      response.sendStatus(401);
      return;
    }
    const { resource, id } = request.query;
    const person = await readPerson(api, String(resource), Number(id));
    response.set('cache-control', 'no-store').json(person ?? { name: '', phones: [] });
  });
  return app;
}
