import { messages } from '@dure/sdk';
import { Checkbox, NumberInput, Panel, SegmentedControl, TextInput, Textarea, type Form } from '@dure/ui-kit';

const useT = messages({
  customer: ['받는 곳', 'For whom'],
  company: ['회사 이름', 'Company'],
  number: ['사업자등록번호 (없으면 비움)', 'Business number (may be empty)'],
  department: ['부서', 'Department'],
  contact: ['담당자', 'Contact'],
  email: ['이메일', 'E-mail'],
  phone: ['전화', 'Phone'],
  fax: ['팩스', 'Fax'],
  services: ['서비스', 'Services'],
  seats: ['그룹웨어 인원', 'Groupware seats'],
  hr: ['인사급여 계정', 'HR accounts'],
  sales: ['영업관리 계정', 'Sales accounts'],
  inventory: ['재고관리 계정', 'Inventory accounts'],
  domains: ['추가 도메인', 'Extra domains'],
  sms: ['문자 건수 (한 달)', 'Text messages a month'],
  term: ['약정', 'Term'],
  noTerm: ['없음', 'None'],
  years: ['{n}년', '{n} y'],
  debit: ['자동이체', 'Auto debit'],
  prepaid: ['약정 기간을 한꺼번에 선납', 'Pay the whole term ahead'],
  note: ['견적서에 적을 말', 'Note on the quotation'],
});

export const EMPTY_QUOTE = {
  'customer.company': '', 'customer.businessNumber': '', 'customer.department': '', 'customer.contact': '', 'customer.email': '', 'customer.phone': '', 'customer.fax': '',
  seats: 20 as string | number, hr: 0 as string | number, sales: 0 as string | number, inventory: 0 as string | number, domains: 0 as string | number, sms: 0 as string | number,
  term: '0', autoDebit: false, prepaid: false, note: '', validDays: 30 as string | number,
};
export type QuoteValues = typeof EMPTY_QUOTE;

/** The form's values as the API takes them. */
export function quoteBody(values: QuoteValues) {
  const count = (value: string | number) => Number(value) || 0;
  const customer = (name: string) => values[`customer.${name}` as 'customer.company'] || undefined;
  return {
    customer: Object.fromEntries(['company', 'businessNumber', 'department', 'contact', 'email', 'phone', 'fax'].map((name) => [name, customer(name)])),
    estimate: {
      groupware: count(values.seats) > 0 ? { seats: count(values.seats) } : undefined,
      standalone: { hr: count(values.hr), sales: count(values.sales), inventory: count(values.inventory) },
      domains: Array.from({ length: count(values.domains) }, () => ({})),
      sms: { sent: count(values.sms) }, term: Number(values.term), autoDebit: values.autoDebit,
    },
    payment: values.prepaid ? 'prepaid' : 'monthly',
    note: values.note || undefined,
  };
}

const COUNTS = [['seats', 'groupware.seats', 100_000], ['hr', 'standalone.hr', 100_000], ['sales', 'standalone.sales', 100_000],
  ['inventory', 'standalone.inventory', 100_000], ['domains', 'domains', 100], ['sms', 'sms.sent', 10_000_000]] as const;

export function QuoteFields({ form }: { form: Form<QuoteValues> }) {
  const t = useT();
  return (
    <>
      <Panel title={t('customer')}>
        <div className="d-form-row">
          <TextInput label={t('company')} autoComplete="organization" {...form.text('customer.company')} />
          <TextInput label={t('number')} inputMode="numeric" {...form.text('customer.businessNumber')} />
          <TextInput label={t('contact')} autoComplete="name" {...form.text('customer.contact')} />
          <TextInput label={t('department')} {...form.text('customer.department')} />
          <TextInput label={t('email')} type="email" autoComplete="email" {...form.text('customer.email')} />
          <TextInput label={t('phone')} type="tel" autoComplete="tel" {...form.text('customer.phone')} />
          <TextInput label={t('fax')} type="tel" {...form.text('customer.fax')} />
        </div>
      </Panel>
      <Panel title={t('services')}>
        <div className="d-form">
          <div className="d-form-row">
            {COUNTS.map(([name, field, max]) => (
              <NumberInput key={name} label={t(name)} min={0} max={max} hideControls allowDecimal={false} value={form.values[name]}
                onChange={(value) => form.set({ [name]: value })} error={form.error(`estimate.${field}`)} />
            ))}
          </div>
          <div><span id="quote-term">{t('term')}</span><SegmentedControl fullWidth aria-labelledby="quote-term" value={form.values.term} onChange={(term) => form.set({ term, prepaid: form.values.prepaid && term !== '0' })}
            data={['0', '1', '2', '3'].map((value) => ({ value, label: value === '0' ? t('noTerm') : t('years', { n: value }) }))} /></div>
          <Checkbox label={t('debit')} checked={form.values.autoDebit} onChange={(event) => form.set({ autoDebit: event.currentTarget.checked })} />
          <Checkbox label={t('prepaid')} disabled={form.values.term === '0'} checked={form.values.prepaid} onChange={(event) => form.set({ prepaid: event.currentTarget.checked })} />
          <Textarea label={t('note')} autosize minRows={2} maxLength={500} {...form.text('note')} />
          {form.error('estimate') && <p role="alert" className="d-error">{form.error('estimate')}</p>}
        </div>
      </Panel>
    </>
  );
}
