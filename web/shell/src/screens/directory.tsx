import { useSearchParams } from 'react-router';
import { formatDay, messages, useGet, useList } from '@dure/sdk';
import { Answer, DataTable, Empty, Face, Facts, Modal, Page, Select } from '@dure/ui-kit';

const useT = messages({
  title: ['사람 찾기', 'Directory'],
  about: ['회사 사람과 부서입니다. 이름의 초성으로도 찾을 수 있습니다.', 'People and departments of the company.'],
  every: ['모든 부서', 'Every department'],
  department: ['부서', 'Department'],
  name: ['이름', 'Name'],
  phone: ['회사 전화', 'Work phone'],
  mobile: ['휴대전화', 'Mobile'],
  joined: ['입사', 'Joined'],
  loginId: ['아이디', 'Login ID'],
  none: ['아무도 없습니다', 'Nobody is here'],
  close: ['닫기', 'Close'],
});

interface Department { id: string; name: string }
interface Person { id: string; name: string; loginId: string | null; workPhone: string | null; mobile: string | null; joinedOn: string | null; posts: { id: string; departmentName: string; position: string | null; duty: string | null }[] }

/** Where somebody works and as what, the main post first. */
const postsOf = (person: Person): string => person.posts.map((post) => [post.departmentName, post.position, post.duty].filter(Boolean).join(' ')).join(', ');

/** Everybody's list of people; a person or a department can be linked to. */
export default function Directory() {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const department = params.get('department');
  const person = params.get('person');
  const departments = useList<Department>('/api/organisation/departments', 200);
  const people = useList<Person>(`/api/organisation/people${department ? `?departmentId=${department}&deep=true` : ''}`, 200);
  const go = (next: Record<string, string | null>) => setParams(Object.fromEntries(Object.entries({ department, person, ...next }).filter((entry): entry is [string, string] => !!entry[1])));
  return (
    <Page title={t('title')} about={t('about')}>
      <Select aria-label={t('department')} placeholder={t('every')} clearable searchable clearButtonProps={{ 'aria-label': t('every') }} maw={280} mb="md" value={department}
        onChange={(next) => go({ department: next })} data={departments.rows.map((one) => ({ value: one.id, label: one.name }))} />
      <DataTable label={t('title')} list={people} id={(row) => row.id} onOpen={(row) => go({ person: row.id })} empty={<Empty title={t('none')} icon="users" />} columns={[
        { key: 'name', title: t('name'), value: (row) => row.name, render: (row) => <span style={{ display: 'flex', gap: 10, alignItems: 'center' }}><Face name={row.name} />{row.name}</span> },
        { key: 'department', title: t('department'), value: postsOf, render: (row) => postsOf(row) || '–' },
        { key: 'phone', title: t('phone'), value: (row) => row.workPhone, render: (row) => row.workPhone ?? '–' },
        { key: 'loginId', title: t('loginId'), value: (row) => row.loginId, render: (row) => row.loginId ?? '–' },
      ]} />
      <Modal opened={!!person} onClose={() => go({ person: null })} title={t('title')} closeButtonProps={{ 'aria-label': t('close') }}>{person && <One id={person} />}</Modal>
    </Page>
  );
}

function One({ id }: { id: string }) {
  const t = useT();
  const query = useGet<Person>(`/api/organisation/people/${encodeURIComponent(id)}`);
  return (
    <Answer query={query}>
      {(person) => <Facts of={[[t('name'), <b key="n">{person.name}</b>], [t('department'), postsOf(person) || '–'], [t('phone'), person.workPhone ?? '–'], [t('mobile'), person.mobile ?? '–'], [t('joined'), formatDay(person.joinedOn)]]} />}
    </Answer>
  );
}
