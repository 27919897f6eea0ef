import { Go } from '../components/Go.js';
import { Page } from '../components/Page.js';
import { hrefTo } from '../router/location.js';
import { strings } from '../strings.js';

export default function NotFound() {
  return (
    <Page title={strings.notFound.title}>
      <Go href={hrefTo('/')}>{strings.notFound.home}</Go>
    </Page>
  );
}
