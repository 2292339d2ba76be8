/**
 * The officials' workbench in a browser. One folder a feature; `client` is the only way to the service, `look` what all
 * pages are drawn with, `words` how they speak; `generated` comes from the interface's own description.
 */
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { newQueryClient } from './client/query-client.js';
import { ThemeProvider } from './look/theme.js';
import { newRouter } from './shell/routes.js';
import { chosenLanguage, startWords } from './words/i18n.js';

async function start(place: HTMLElement): Promise<void> {
  const words = await startWords(chosenLanguage());
  const client = newQueryClient(() => {
    client.setQueryData(['me'], null);
  });
  const router = newRouter(client);
  createRoot(place).render(
    <StrictMode>
      <I18nextProvider i18n={words}>
        <QueryClientProvider client={client}>
          <ThemeProvider>
            <RouterProvider router={router} />
          </ThemeProvider>
        </QueryClientProvider>
      </I18nextProvider>
    </StrictMode>,
  );
}

const place = document.getElementById('root');
if (place) void start(place);
