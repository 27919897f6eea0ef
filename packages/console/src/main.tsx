import '@cloudscape-design/global-styles/index.css';
import './styles.css';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { SessionGate } from './session/SessionGate.js';
import { Shell } from './shell/Shell.js';
import { strings } from './strings.js';
import './shell/preferences.js';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');

createRoot(root).render(
  <StrictMode>
    <I18nProvider locale={strings.language} messages={[messages]}>
      <SessionGate>
        <Shell />
      </SessionGate>
    </I18nProvider>
  </StrictMode>,
);
