import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, messages } from '@dure/sdk';
import { Answer, FormBox, Note, Page, Panel, TextInput, notify, useForm } from '@dure/ui-kit';

const useT = messages({
  title: ['공급자 정보', 'Supplier'],
  about: ['청구서, 견적서, 세금계산서에 찍히고, 고객사의 도움말에 연락처로 나옵니다.', 'Printed on invoices, quotations and tax invoices; companies see the contact in Support.'],
  unset: ['아직 등록하지 않았습니다. 청구서를 내기 전에 채워 주세요.', 'Nothing is set yet. Please fill it in before invoices are issued.'],
  firm: ['사업자', 'The business'],
  name: ['상호', 'Name'],
  businessNumber: ['사업자등록번호', 'Business number'],
  subNumber: ['종사업장번호 (없으면 비움)', 'Place of business (may be empty)'],
  representative: ['대표자', 'Representative'],
  address: ['주소', 'Address'],
  businessType: ['업태', 'Type of business'],
  businessItem: ['종목', 'Item of business'],
  contact: ['연락처', 'Contact'],
  phone: ['전화', 'Phone'],
  fax: ['팩스', 'Fax'],
  email: ['이메일', 'E-mail'],
  money: ['입금 계좌', 'Bank account'],
  bank: ['은행', 'Bank'],
  account: ['계좌번호', 'Account number'],
  accountHolder: ['예금주', 'Account holder'],
  save: ['저장', 'Save'],
  saved: ['저장했습니다. 지난 서류는 그때 내용대로 남습니다.', 'Saved. Papers of before keep what was set then.'],
});

const PATH = '/api/operator/supplier';
const GROUPS = {
  firm: ['name', 'businessNumber', 'subNumber', 'representative', 'address', 'businessType', 'businessItem'],
  contact: ['phone', 'fax', 'email'],
  money: ['bank', 'account', 'accountHolder'],
} as const;
type Field = (typeof GROUPS)[keyof typeof GROUPS][number];
type Supplier = Record<Field, string> & { version: number };

export default function SupplierScreen() {
  const t = useT();
  const query = useQuery({ queryKey: ['supplier'], queryFn: () => answer<Supplier>(PATH), gcTime: 0 });
  return (
    <Page title={t('title')} about={t('about')}>
      <Answer query={query}>{({ value, etag }) => <SupplierForm key={etag} supplier={value} etag={etag} />}</Answer>
    </Page>
  );
}

function SupplierForm({ supplier, etag }: { supplier: Supplier; etag: string | null }) {
  const t = useT();
  const queries = useQueryClient();
  const { version, ...texts } = supplier;
  const form = useForm(texts as Record<Field, string>, async (values) => {
    await api(PATH, { method: 'PUT', body: values, headers: etag ? { 'If-Match': etag } : {} });
    notify(t('saved'));
    await queries.invalidateQueries({ queryKey: ['supplier'] });
  });
  return (
    <>
      {version === 0 && <Note tone="wait">{t('unset')}</Note>}
      <FormBox form={form} submit={t('save')}>
        {(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => (
          <Panel key={group} title={t(group)}><div className="d-form-row">{GROUPS[group].map((field) => <TextInput key={field} label={t(field)} {...form.text(field)} />)}</div></Panel>
        ))}
      </FormBox>
    </>
  );
}
