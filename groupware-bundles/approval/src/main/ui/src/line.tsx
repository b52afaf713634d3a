import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, inLanguage, messages, today, useWhole } from '@dure/sdk';
import { ActionIcon, Button, DepartmentPicker, Face, Icon, Menu, Note, PersonPicker, Select, Switch, Tag, TextInput, notify, reason } from '@dure/ui-kit';
import { API, ASIDE, FOR_DEPARTMENTS, GIVEN, ROLES, choices, postOf, say, type LineStep, type Role, type Plan, type Planned, type Text, type Values, type Who } from './model';

const useT = messages({
  step: ['{n}번째 단계', 'Step {n}'],
  role: ['역할', 'Role'],
  person: ['사람', 'Person'],
  department: ['부서', 'Department'],
  forWhom: ['누구를 대신해', 'In whose place'],
  toDepartment: ['부서로', 'A department'],
  beside: ['앞 단계와 함께', 'At once with the step before'],
  up: ['앞으로', 'Earlier'],
  down: ['뒤로', 'Later'],
  remove: ['빼기', 'Take out'],
  add: ['결재자 추가', 'Add somebody'],
  addReference: ['참조·수신 추가', 'Add a reference or receiver'],
  standard: ['기본 결재선', 'Default line'],
  saved: ['저장한 결재선', 'Saved lines'],
  none: ['저장한 결재선이 없습니다', 'No saved lines yet'],
  save: ['이 결재선 저장', 'Save this line'],
  name: ['결재선 이름', 'Name of the line'],
  keep: ['저장', 'Save'],
  kept: ['결재선을 저장했습니다.', 'The line was saved.'],
  forget: ['{name} 지우기', 'Delete {name}'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  locked: ['이 양식의 결재선은 정해져 있습니다.', 'The line of this form is fixed.'],
  empty: ['결재선이 비어 있습니다. 결재자를 추가하거나 기본 결재선을 쓰세요.', 'The line is empty. Add somebody or take the default line.'],
  chosen: ['직접 고른 사람', 'Chosen by hand'],
  anyone: ['정해지지 않음', 'Nobody yet'],
});

const ADD_ICON = 'M16 19h6|M19 16v6|M6 21v-2a4 4 0 0 1 4 -4h4|M8 7a4 4 0 1 0 8 0a4 4 0 0 0 -8 0';

/** Gives steps their order by where they stand; those that act at once keep one number. */
export function ordered(steps: LineStep[]): LineStep[] {
  let last = 0;
  let before: number | null = null;
  return steps.map((step) => {
    if (ASIDE.has(step.role)) return { ...step, order: Math.max(last, 1) };
    const together = before !== null && before === step.order;
    before = step.order;
    if (!together) last += 1;
    return { ...step, order: last };
  });
}

export const newStep = (role: Role, order: number): LineStep => ({ order, role, accountId: null, departmentId: null, forAccountId: null });

/** Who acts on a document, in which role and order. */
export function LineEditor({ steps, onChange, locked, standard, errorOf }: {
  steps: LineStep[]; onChange: (steps: LineStep[]) => void; locked: boolean; standard: () => void; errorOf: (path: string) => string | undefined;
}) {
  const t = useT();
  const queries = useQueryClient();
  const saved = useWhole<{ id: string; name: string; steps: LineStep[] }>(`${API}/lines`);
  const [name, setName] = useState<string | null>(null);
  const change = (index: number, what: Partial<LineStep>) => onChange(ordered(steps.map((step, at) => (at === index ? { ...step, ...what } : step))));
  const move = (index: number, by: number) => {
    const next = [...steps];
    const [step] = next.splice(index, 1);
    next.splice(index + by, 0, step!);
    // Moved steps stand alone, so that nobody acts at once with a neighbour by accident.
    onChange(ordered(next.map((one, at) => ({ ...one, order: at + 1 }))));
  };
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work();
      await queries.invalidateQueries({ queryKey: ['get', `${API}/lines`] });
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    }
  };
  if (locked) return <Note>{t('locked')}</Note>;
  return (
    <div className="d-form">
      <div className="d-actions">
        <Button variant="default" size="compact-sm" leftSection={<Icon name="refresh" size={14} />} onClick={standard}>{t('standard')}</Button>
        <Menu position="bottom-start">
          <Menu.Target><Button variant="default" size="compact-sm" rightSection={<Icon name="chevronDown" size={14} />}>{t('saved')}</Button></Menu.Target>
          <Menu.Dropdown>
            {saved.rows.length === 0 && <Menu.Label>{t('none')}</Menu.Label>}
            {saved.rows.map((line) => <Menu.Item key={line.id} onClick={() => onChange(ordered(line.steps))}>{line.name}</Menu.Item>)}
            {saved.rows.length > 0 && <Menu.Divider />}
            {saved.rows.map((line) => <Menu.Item key={`x${line.id}`} leftSection={<Icon name="trash" size={14} />} onClick={() => void attempt(() => api(`${API}/lines/${line.id}`, { method: 'DELETE' }))}>{t('forget', { name: line.name })}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
        <Button variant="default" size="compact-sm" disabled={steps.length === 0} onClick={() => setName('')}>{t('save')}</Button>
      </div>
      {name !== null && (
        <div className="a-savename">
          <TextInput aria-label={t('name')} placeholder={t('name')} autoFocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Button size="sm" disabled={!name.trim()} onClick={() => void attempt(async () => {
            await api(`${API}/lines`, { method: 'POST', body: { name, steps: steps.map(bare) } });
            notify(t('kept'));
            setName(null);
          })}>{t('keep')}</Button>
        </div>
      )}
      {steps.length === 0 && <Note tone="wait">{t('empty')}</Note>}
      {errorOf('line') && <Note tone="bad" live>{errorOf('line')}</Note>}
      <ol className="a-line">
        {steps.map((step, index) => {
          const before = steps[index - 1];
          const parallel = step.role === 'AGREEMENT' && before?.role === 'AGREEMENT';
          const toDepartment = step.departmentId !== null;
          return (
            <li key={index} aria-label={t('step', { n: index + 1 })} data-beside={parallel && step.order === before!.order ? '' : undefined}>
              <b className="a-order" aria-hidden="true">{ASIDE.has(step.role) ? '·' : step.order}</b>
              <div className="a-stepform">
                <Select aria-label={`${t('step', { n: index + 1 })} ${t('role')}`} data={choices(ROLES, GIVEN)} value={step.role} allowDeselect={false} w={118}
                  onChange={(role) => role && change(index, { role: role as Role, departmentId: FOR_DEPARTMENTS.has(role as Role) ? step.departmentId : null })} />
                <span className="a-rowacts">
                  <ActionIcon variant="subtle" color="gray" size={30} disabled={index === 0} aria-label={`${t('step', { n: index + 1 })} ${t('up')}`} onClick={() => move(index, -1)}><Icon name="chevronUp" size={15} /></ActionIcon>
                  <ActionIcon variant="subtle" color="gray" size={30} disabled={index === steps.length - 1} aria-label={`${t('step', { n: index + 1 })} ${t('down')}`} onClick={() => move(index, 1)}><Icon name="chevronDown" size={15} /></ActionIcon>
                  <ActionIcon variant="subtle" color="gray" size={30} aria-label={`${t('step', { n: index + 1 })} ${t('remove')}`} onClick={() => onChange(ordered(steps.filter((_, at) => at !== index)))}><Icon name="close" size={15} /></ActionIcon>
                </span>
                <div className="a-who">
                  {toDepartment
                    ? <DepartmentPicker label={`${t('step', { n: index + 1 })} ${t('department')}`} hideLabel value={step.departmentId || null} error={errorOf(`line[${index}].departmentId`)} onChange={(id) => change(index, { departmentId: id ?? '' })} />
                    : <PersonPicker label={`${t('step', { n: index + 1 })} ${t('person')}`} hideLabel value={step.accountId} error={errorOf(`line[${index}].accountId`) ?? errorOf(`line[${index}]`)} onChange={(id) => change(index, { accountId: id })} />}
                  {step.role === 'DEPUTY' && <PersonPicker label={`${t('step', { n: index + 1 })} ${t('forWhom')}`} description={t('forWhom')} hideLabel value={step.forAccountId} error={errorOf(`line[${index}].forAccountId`)} onChange={(id) => change(index, { forAccountId: id })} />}
                </div>
                {FOR_DEPARTMENTS.has(step.role) && <Switch size="xs" label={t('toDepartment')} checked={toDepartment} onChange={() => change(index, toDepartment ? { departmentId: null } : { departmentId: '', accountId: null })} />}
                {parallel && <Switch size="xs" label={t('beside')} checked={step.order === before!.order}
                  onChange={() => onChange(ordered(steps.map((one, at) => ({ ...one, order: at === index ? (step.order === before!.order ? 1000 : before!.order) : at > index ? (one.order ?? 0) + 2000 : one.order }))))} />}
              </div>
            </li>
          );
        })}
      </ol>
      <div className="d-actions">
        <Button variant="default" leftSection={<Icon path={ADD_ICON} size={15} />} onClick={() => {
          const at = steps.findIndex((step) => ASIDE.has(step.role));
          const next = newStep('APPROVAL', 5000);
          onChange(ordered(at < 0 ? [...steps, next] : [...steps.slice(0, at), next, ...steps.slice(at)]));
        }}>{t('add')}</Button>
        <Button variant="default" leftSection={<Icon name="plus" size={15} />} onClick={() => onChange(ordered([...steps, newStep('REFERENCE', 5000)]))}>{t('addReference')}</Button>
      </div>
    </div>
  );
}

/** The steps as they would go, and why each person is in the line. */
export function Simulation({ result }: { result: Plan }) {
  const t = useT();
  return (
    <div className="d-form">
      {result.warnings.map((warning, index) => <Note key={index} tone="wait">{say(warning)}</Note>)}
      <ol className="a-steps">
        {result.steps.map(({ step, who, departmentName, reason: why }, index) => (
          <li key={index}>
            <Face name={who?.name ?? departmentName ?? '?'} />
            <div><b>{who?.name ?? departmentName ?? t('anyone')}</b> <span className="d-quiet">{postOf(who)}</span>
              <p className="d-quiet">{why ? say(why) : t('chosen')}</p></div>
            <Tag tone={ASIDE.has(step.role) ? 'plain' : 'info'}>{ASIDE.has(step.role) ? '' : `${step.order} · `}{inLanguage(ROLES[step.role])}</Tag>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The form's own line for these values. */
export const simulate = (formId: string, values: Values, departmentId: string | null): Promise<Plan> =>
  api<Plan>(`${API}/lines/simulate`, { method: 'POST', body: { formId, values, departmentId } });

interface Person { id: string; name: string; posts: { departmentId: string; departmentName: string; position: string | null; duty: string | null }[] }
interface Acting { account: string; absent: boolean }
const same = (a: LineStep, b: LineStep) => a.role === b.role && a.accountId === b.accountId && (a.departmentId || null) === (b.departmentId || null);

/** A line as it would go today: why each is in it, and who acts for those who are away. */
export async function preview(plan: Plan, line: LineStep[]): Promise<Plan> {
  const known = new Map<string, Promise<Who>>();
  const person = (id: string) => {
    if (!known.has(id)) {
      known.set(id, api<Person>(`/api/organisation/people/${encodeURIComponent(id)}`).then(({ name, posts: [post] }) => ({
        accountId: id, name, position: post?.position ?? null, duty: post?.duty ?? null, departmentId: post?.departmentId ?? null, departmentName: post?.departmentName ?? null,
      })));
    }
    return known.get(id)!;
  };
  const warnings: Text[] = line.some((step) => !step.accountId && !step.departmentId) ? [{ ko: '사람이나 부서를 고르지 않은 단계가 있습니다.', en: 'A step has neither a person nor a department.' }] : [];
  const steps = await Promise.all(line.map(async (step): Promise<Planned> => {
    const planned = plan.steps.find((one) => same(one.step, step));
    const who = planned?.who ?? (step.accountId ? await person(step.accountId) : null);
    const department = step.departmentId && !planned ? await api<{ name: string }>(`/api/organisation/departments/${encodeURIComponent(step.departmentId)}`) : null;
    if (who && !ASIDE.has(step.role)) {
      const acting = await api<Acting>(`/api/organisation/absences/acting?${new URLSearchParams({ personId: who.accountId, day: today(), scope: 'approval' })}`);
      if (acting.absent) {
        const deputy = acting.account === who.accountId ? null : await person(acting.account);
        warnings.push(deputy
          ? { ko: `${who.name}님은 오늘 부재중이라 ${deputy.name}님이 대신 결재합니다.`, en: `${who.name} is away today; ${deputy.name} acts instead.` }
          : { ko: `${who.name}님은 오늘 부재중이고 대결자가 없습니다.`, en: `${who.name} is away today and has no deputy.` });
      }
    }
    return { step, who, departmentName: planned?.departmentName ?? department?.name ?? null, reason: planned?.reason ?? null };
  }));
  return { locked: plan.locked, steps, warnings: [...warnings, ...plan.warnings] };
}

export const bare = ({ order, role, accountId, departmentId, forAccountId }: LineStep): LineStep => ({ order: ASIDE.has(role) ? null : order, role, accountId, departmentId: departmentId || null, forAccountId });
