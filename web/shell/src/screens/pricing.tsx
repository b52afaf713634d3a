import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { api, formatWon, language, messages, today } from '@dure/sdk';
import { Button, Checkbox, NumberInput, Page, Panel, SegmentedControl, Note, reason } from '@dure/ui-kit';
import { place } from '../place';
import { LanguageChoice } from '../language-choice';

const useT = messages({
  title: ['요금 계산기', 'Price calculator'],
  about: ['로그인 없이 이번 달 요금을 알아봅니다. 청구서와 같은 계산입니다.', 'What a month costs, computed as invoices are. No login is needed.'],
  what: ['무엇을 쓰시나요', 'What you would use'],
  seats: ['그룹웨어 인원', 'Groupware seats'],
  sms: ['문자 건수', 'Text messages'],
  term: ['약정', 'Term'],
  noTerm: ['없음', 'None'],
  years: ['{n}년', '{n} y'],
  debit: ['자동이체', 'Auto debit'],
  answer: ['이번 달 요금', 'This month'],
  vat: ['부가세', 'VAT'],
  total: ['합계', 'Total'],
  quote: ['견적서 메일로 받기', 'Get a quotation by e-mail'],
  offline: ['지금은 계산할 수 없습니다.', 'This cannot be computed now.'],
});

interface Estimate { lines: { description: string; amount: number }[]; vat: number; total: number }

export default function Pricing() {
  const t = useT();
  const [seats, setSeats] = useState(20);
  const [sms, setSms] = useState(0);
  const [term, setTerm] = useState('0');
  const [autoDebit, setAutoDebit] = useState(false);
  const [estimate, setEstimate] = useState<Estimate | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const abort = new AbortController();
    const month = today().slice(0, 7);
    api<Estimate>('/api/public/estimates', {
      method: 'POST', signal: abort.signal,
      body: { month, groupware: seats > 0 ? { seats, additions: [], reductions: [], from: null, to: null } : undefined, term: Number(term), autoDebit, overdue: false, domains: [], sms: { sent: sms } },
    }).then((answer) => { setEstimate(answer); setError(null); }, (problem: unknown) => { if (!abort.signal.aborted) setError(problem); });
    return () => abort.abort();
  }, [seats, sms, term, autoDebit, language()]);
  const number = (value: string | number) => Math.max(0, Math.trunc(Number(value) || 0));
  return (
    <main>
      <Page title={t('title')} about={t('about')} actions={<>{place.operator && <Button variant="default" component={Link} to="/quotation">{t('quote')}</Button>}<LanguageChoice /></>}>
        <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))', gap: 16, alignItems: 'start' }}>
          <Panel title={t('what')}>
            <div className="d-form">
              <NumberInput label={t('seats')} min={0} max={100000} hideControls value={seats} onChange={(value) => setSeats(number(value))} />
              <NumberInput label={t('sms')} min={0} max={10000000} hideControls value={sms} onChange={(value) => setSms(number(value))} />
              <div><span id="term">{t('term')}</span><SegmentedControl fullWidth aria-labelledby="term" value={term} onChange={setTerm} data={['0', '1', '2', '3'].map((value) => ({ value, label: value === '0' ? t('noTerm') : t('years', { n: value }) }))} /></div>
              <Checkbox label={t('debit')} checked={autoDebit} onChange={(event) => setAutoDebit(event.currentTarget.checked)} />
            </div>
          </Panel>
          <Panel title={t('answer')}>
            {error ? <Note tone="bad" live>{reason(error, t('offline'))}</Note> : estimate && (
              <div aria-live="polite">
                {estimate.lines.map((line, index) => <div className="d-pairs" key={index}><span>{line.description}</span><span>{formatWon(line.amount)}</span></div>)}
                <div className="d-pairs"><span>{t('vat')}</span><span>{formatWon(estimate.vat)}</span></div>
                <div className="d-pairs" style={{ fontSize: 18 }}><b>{t('total')}</b><b>{formatWon(estimate.total)}</b></div>
              </div>
            )}
          </Panel>
        </div>
      </Page>
    </main>
  );
}
