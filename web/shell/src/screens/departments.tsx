import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, messages, useGet, useList, type Page as Answered } from '@dure/sdk';
import { Answer, Button, DataTable, Empty, FormBox, Icon, Modal, Page, Panel, Select, TextInput, notify, useForm } from '@dure/ui-kit';

const useT = messages({
  title: ['부서', 'Departments'],
  about: ['조직도와 그 안의 사람입니다. 바꾼 것은 날짜와 함께 남습니다.', 'The organisation and who is in it. Changes keep their dates.'],
  add: ['부서 추가', 'Add a department'],
  name: ['부서 이름', 'Name'],
  code: ['부서 코드', 'Code'],
  parent: ['위 부서', 'Within'],
  top: ['맨 위', 'At the top'],
  none: ['아직 부서가 없습니다', 'No departments yet'],
  people: ['사람', 'People'],
  person: ['이름', 'Name'],
  loginId: ['아이디', 'Login ID'],
  number: ['사번', 'Number'],
  choose: ['왼쪽에서 부서를 고르세요', 'Choose a department'],
  nobody: ['이 부서에는 사람이 없습니다', 'Nobody is in this department'],
  added: ['부서를 추가했습니다.', 'The department was added.'],
  close: ['닫기', 'Close'],
});

interface Node { id: string; code: string; name: string; children: Node[] }
interface Person { id: string; name: string; loginId: string; employeeNumber: string | null }

export default function Departments() {
  const t = useT();
  const tree = useGet<{ departments: Node[] }>('/api/organisation/tree');
  const [chosen, setChosen] = useState<Node | null>(null);
  const [adding, setAdding] = useState(false);
  return (
    <Page title={t('title')} about={t('about')} actions={<Button onClick={() => setAdding(true)}>{t('add')}</Button>}>
      <Answer query={tree}>
        {({ departments }) => departments.length === 0 ? <Panel><Empty title={t('none')} icon="tree" /></Panel> : (
          <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 300px), 1fr))', gap: 16, alignItems: 'start' }}>
            <Panel title={t('title')}><Branch nodes={departments} chosen={chosen} choose={setChosen} /></Panel>
            <Panel title={chosen ? chosen.name : t('people')}>{chosen ? <Members of={chosen} /> : <p className="d-quiet">{t('choose')}</p>}</Panel>
          </div>
        )}
      </Answer>
      <Modal opened={adding} onClose={() => setAdding(false)} title={t('add')} closeButtonProps={{ 'aria-label': t('close') }}><AddForm onDone={() => setAdding(false)} /></Modal>
    </Page>
  );
}

function Branch({ nodes, chosen, choose }: { nodes: Node[]; chosen: Node | null; choose: (node: Node) => void }) {
  return (
    <ul style={{ listStyle: 'none', margin: 0, paddingLeft: 14 }}>
      {nodes.map((node) => (
        <li key={node.id}>
          <Button variant={chosen?.id === node.id ? 'light' : 'subtle'} color="gray" c="var(--d-text-1)" size="sm" leftSection={<Icon name="tree" size={15} />}
            aria-pressed={chosen?.id === node.id} onClick={() => choose(node)}>{node.name}</Button>
          {node.children.length > 0 && <Branch nodes={node.children} chosen={chosen} choose={choose} />}
        </li>
      ))}
    </ul>
  );
}

function Members({ of }: { of: Node }) {
  const t = useT();
  const list = useList<Person>(`/api/organisation/departments/${of.id}/members`);
  return (
    <DataTable label={of.name} list={list} id={(row) => row.id} empty={<Empty title={t('nobody')} icon="users" />} columns={[
      { key: 'name', title: t('person'), value: (row) => row.name, render: (row) => row.name },
      { key: 'loginId', title: t('loginId'), value: (row) => row.loginId, render: (row) => row.loginId },
      { key: 'number', title: t('number'), value: (row) => row.employeeNumber, render: (row) => row.employeeNumber ?? '–' },
    ]} />
  );
}

function AddForm({ onDone }: { onDone: () => void }) {
  const t = useT();
  const queries = useQueryClient();
  const all = useGet<Answered<{ id: string; path: string[] }>>('/api/organisation/departments?limit=200');
  const form = useForm({ name: '', code: '', parentId: null as string | null }, async (values) => {
    await api('/api/organisation/departments', { method: 'POST', body: { ...values, code: values.code || undefined, parentId: values.parentId ?? undefined } });
    notify(t('added'));
    await queries.invalidateQueries();
    onDone();
  });
  return (
    <FormBox form={form} submit={t('add')}>
      <TextInput label={t('name')} data-autofocus {...form.text('name')} />
      <TextInput label={t('code')} {...form.text('code')} />
      <Select label={t('parent')} placeholder={t('top')} clearable searchable value={form.values.parentId} onChange={(parentId) => form.set({ parentId })}
        error={form.error('parentId')} data={(all.data?.items ?? []).map((one) => ({ value: one.id, label: one.path.join(' › ') }))} />
    </FormBox>
  );
}
