import { createRoot } from 'react-dom/client';
import { RouterProvider, createBrowserRouter } from 'react-router';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ProblemError } from '@dure/sdk';
import { Kit } from '@dure/ui-kit';
import { App, begun } from './app';
import './install';
import './shell.css';

const queries = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: (count, error) => !(error instanceof ProblemError && error.status < 500) && count < 2 },
  },
});
const router = createBrowserRouter([{ path: '*', element: <App /> }]);

await begun();
createRoot(document.getElementById('root')!).render(
  <QueryClientProvider client={queries}><Kit><RouterProvider router={router} /></Kit></QueryClientProvider>,
);
