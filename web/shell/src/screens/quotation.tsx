import { useState } from 'react';
import { ProblemError, api, messages, useGet } from '@dure/sdk';
import { Answer, Button, Empty, FormBox, Page, Panel, useForm } from '@dure/ui-kit';
import { LanguageChoice } from '../language-choice';
import { EMPTY_QUOTE, QuoteFields, quoteBody } from '../quote-form';

const useT = messages({
  title: ['견적서 받기', 'Get a quotation'],
  about: ['적어 주신 주소로 확인 메일을 보냅니다. 메일의 단추를 누르면 견적서를 바로 보내 드립니다.', 'A mail goes to the address you enter. Press its button, and the quotation is sent at once.'],
  send: ['견적 요청', 'Ask for it'],
  price: ['요금 보기', 'What it costs'],
  look: ['메일함을 확인해 주세요', 'Please look into your mailbox'],
  lookAbout: ['{email}로 확인 메일을 보냈습니다. 이틀 안에 눌러 주세요.', 'A mail was sent to {email}. Please confirm within two days.'],
});

/** A prospect asks for a quotation; the form is good once and not at once. */
export default function Quotation() {
  const t = useT();
  const ticket = useGet<{ token: string }>('/api/public/quotes/form');
  const [sent, setSent] = useState<string | null>(null);
  return (
    <main>
      <Page title={t('title')} about={t('about')} actions={<><Button variant="default" component="a" href="/pricing">{t('price')}</Button><LanguageChoice /></>}>
        {sent ? <Panel><Empty title={t('look')} icon="mail">{t('lookAbout', { email: sent })}</Empty></Panel>
          : <Answer query={ticket}>{({ token }) => <Inquiry token={token} onSent={setSent} again={() => void ticket.refetch()} />}</Answer>}
      </Page>
    </main>
  );
}

function Inquiry({ token, onSent, again }: { token: string; onSent: (email: string) => void; again: () => void }) {
  const t = useT();
  const [website, setWebsite] = useState('');
  const form = useForm(EMPTY_QUOTE, async (values) => {
    try {
      await api('/api/public/quotes', { method: 'POST', body: { form: token, website, ...quoteBody(values) } });
      onSent(values['customer.email']);
    } catch (error) {
      if (error instanceof ProblemError && error.fields.form) again();
      throw error;
    }
  });
  return (
    <FormBox form={form} submit={t('send')}>
      <input className="d-trap" name="website" tabIndex={-1} autoComplete="off" aria-hidden="true" value={website} onChange={(event) => setWebsite(event.currentTarget.value)} />
      <QuoteFields form={form} />
    </FormBox>
  );
}
