import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startPreferences } from './preferences.ts';
import './styles/all.css';

const start = async (): Promise<void> => {
  await startPreferences();
  const root = document.querySelector('#root');
  if (!root) throw new Error('The page has no place for the window.');
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
};

void start();
