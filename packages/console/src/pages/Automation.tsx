import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { listRules } from '../api/rules.js';
import { Loaded } from '../components/Loaded.js';
import { Page } from '../components/Page.js';
import { useChanges } from '../data/changes.js';
import { useHub } from '../data/useHub.js';
import { numberText } from '../format.js';
import { hrefTo, navigate } from '../router/location.js';
import { RuleList } from '../rules/RuleList.js';
import { strings } from '../strings.js';

/** The rules that decide about findings as they come in, in their order. */
export default function Automation() {
  const rules = useHub('rules', listRules, useChanges('rules'));
  const text = strings.rules;
  return (
    <Page
      title={text.title}
      description={text.description}
      actions={
        <Button variant="primary" onClick={() => navigate(hrefTo('/automation/rule'))}>
          {text.create}
        </Button>
      }
    >
      <Loaded query={rules}>
        {(list) => (
          <Container
            header={
              <Header counter={`(${numberText(list.length)})`} description={text.orderHint}>
                {text.all}
              </Header>
            }
          >
            {list.length === 0 ? <Box>{text.none}</Box> : <RuleList rules={list} />}
          </Container>
        )}
      </Loaded>
    </Page>
  );
}
