import type { ReactNode } from 'react';
import { formatDay, formatShortDay, inLanguage, messages } from '@dure/sdk';
import { SumTable, Value } from './fields';
import { compute } from './formula';
import { RETENTIONS, ROLES, SEALED, SECURITIES, STEP_STATES, company, named, postOf, say, type Document, type Field, type Role, type Step, type Values, type Who } from './model';
import { Seal } from './seal';

const useT = messages({
  people: ['{name} ({n}명)', '{name} ({n})'],
  approval: ['결재', 'Approval'],
  agreement: ['합의', 'Agreement'],
  assistance: ['협조', 'Assistance'],
  draft: ['기안', 'Draft'],
  number: ['문서번호', 'Number'],
  none: ['완결 때 매겨짐', 'Given on completion'],
  drafted: ['기안일', 'Drafted'],
  effective: ['시행일', 'In force'],
  drafter: ['기안자', 'Drafter'],
  department: ['기안부서', 'Department'],
  retention: ['보존기간', 'Kept for'],
  security: ['보안등급', 'Security'],
  references: ['참조', 'References'],
  receivers: ['수신', 'Receivers'],
  title: ['제목', 'Title'],
  for: ['{name} 대결', 'for {name}'],
  seals: ['결재란', 'Approval seals'],
  facts: ['문서 정보', 'About the document'],
  cancelled: ['취소된 문서', 'Cancelled'],
  copy: ['초안', 'Draft'],
  attached: ['붙임', 'Attached'],
});

interface Cell { key: string; head: string; who: Who | null; name: string; state: Step['state']; at: string | null; picture: string | null; behalf: string | null }

/** The rows of one kind: who, seal, day. */
function Seals({ label, cells }: { label: string; cells: Cell[] }) {
  const t = useT();
  return (
    <table className="a-seals" aria-label={label}>
      <tbody>
        <tr><th rowSpan={4} scope="rowgroup" className="a-vertical"><span data-upright={/[가-힣]/.test(label) || undefined}>{label}</span></th>{cells.map((cell) => <th key={cell.key} scope="col">{cell.head}</th>)}</tr>
        <tr>
          {cells.map((cell) => (
            <td key={cell.key} className="a-sealcell" data-state={cell.state}>
              {cell.state === 'APPROVED' || cell.state === 'AGREED' || cell.state === 'DONE'
                ? <><Seal name={cell.name} picture={cell.picture} /><span className="d-sr">{inLanguage(STEP_STATES[cell.state].text)}</span></>
                : cell.state === 'PASSED' ? <span className="a-slash"><span>{inLanguage(ROLES.FINAL)}</span></span>
                  : <span>{inLanguage(STEP_STATES[cell.state].text)}</span>}
              {cell.behalf && <small>{t('for', { name: cell.behalf })}</small>}
            </td>
          ))}
        </tr>
        <tr>{cells.map((cell) => <td key={cell.key} title={postOf(cell.who)}>{cell.name}</td>)}</tr>
        <tr>{cells.map((cell) => <td key={cell.key}>{formatShortDay(cell.at) || '—'}</td>)}</tr>
      </tbody>
    </table>
  );
}

const cellOf = (step: Step): Cell => {
  const acted = step.onBehalf ? step.actedBy : step.actedBy ?? step.who;
  const who = acted ?? step.who;
  return {
    key: step.id, head: (step.role === 'APPROVAL' && step.state !== 'PASSED' ? who?.duty ?? who?.position : null) ?? inLanguage(ROLES[step.role as Role]), who,
    name: who?.name ?? step.departmentName ?? '–', state: step.state, at: step.actedAt, picture: step.signature,
    behalf: step.onBehalf ? step.who?.name ?? null : step.forWho?.name ?? null,
  };
};

const PER_ROW = 7;
const rowsOf = <T,>(cells: T[]): T[][] => Array.from({ length: Math.ceil(cells.length / PER_ROW) }, (_, row) => cells.slice(row * PER_ROW, (row + 1) * PER_ROW));

/** Fields of a few words go side by side into the lines of a form. */
const brief = (field: Field) => field.kind !== 'table' && field.kind !== 'rich-text' && !(field.kind === 'text' && field.multiline);

function Body({ document }: { document: Document }) {
  const { definition } = document;
  const { values, sums } = document.state === 'DRAFT' ? compute(definition, document.values) : { values: document.values, sums: compute(definition, document.values).sums };
  const groups: Field[][] = [];
  for (const field of definition.fields) {
    const last = groups.at(-1);
    if (brief(field) && last && brief(last[0]!)) last.push(field);
    else groups.push([field]);
  }
  let section = 0;
  return (
    <>
      {groups.map((group) => {
        const [first] = group as [Field];
        if (brief(first)) return <Pairs key={first.key} of={group.map((field) => [say(field.label), <Value key={field.key} field={field} value={values[field.key]} />, field.kind === 'period' || (field.kind === 'money' && field.inWords)])} />;
        section += 1;
        return (
          <section key={first.key}>
            <h3>{section}. {say(first.label)}</h3>
            {first.kind === 'table'
              ? <SumTable field={first} rows={Array.isArray(values[first.key]) ? (values[first.key] as Values[]) : []} sums={sums[first.key]} />
              : <Value field={first} value={values[first.key]} />}
          </section>
        );
      })}
    </>
  );
}

/** Names and values, two pairs in a line; wide ones have a line of their own. */
function Pairs({ of, label }: { of: [string, ReactNode, boolean?][]; label?: string }) {
  const lines: [string, ReactNode, boolean?][][] = [];
  for (const pair of of) {
    const last = lines.at(-1);
    if (last && last.length === 1 && !last[0]![2] && !pair[2]) last.push(pair);
    else lines.push([pair]);
  }
  return (
    <table className="a-pairs" aria-label={label}>
      <tbody>
        {lines.map((line, index) => (
          <tr key={index}>{line.map(([name, value]) => [<th key={`n${name}`} scope="row">{name}</th>, <td key={`v${name}`} colSpan={line.length === 1 ? 3 : 1}>{value}</td>])}</tr>
        ))}
      </tbody>
    </table>
  );
}

/** The document as it would lie on a desk. */
export function Paper({ document }: { document: Document }) {
  const t = useT();
  const outer = document.line.filter((step) => step.parent === null);
  const of = (...roles: Role[]) => outer.filter((step) => roles.includes(step.role));
  // A department's readers stand there once, by its name.
  const names = (steps: Step[]) => steps
    .filter((step, at) => !step.via || steps.findIndex((other) => other.via?.id === step.via!.id) === at)
    .map((step) => (step.via
      ? t('people', { name: step.via.name, n: steps.filter((other) => other.via?.id === step.via!.id).length })
      : step.who?.name ?? step.departmentName)).filter(Boolean).join(', ');
  const drafted: Cell = {
    key: 'drafter', head: t('draft'), who: document.drafter, name: document.drafter.name, state: document.submittedAt ? 'APPROVED' : 'WAITING', at: document.submittedAt,
    picture: null, behalf: null,
  };
  const sealed = [drafted, ...outer.filter((step) => SEALED.has(step.role)).map(cellOf)];
  const references = names(of('REFERENCE', 'READING', 'CIRCULATION'));
  const receivers = names(of('RECEIVING'));
  return (
    <article className="a-paper" aria-label={document.title} data-cancelled={document.state === 'CANCELLED' || undefined}>
      <header className="a-papertop">
        <div><p>{company()}</p><h2>{named(document.formName)}</h2></div>
        <div className="a-sealrows" tabIndex={0} role="region" aria-label={t('seals')}>
          {rowsOf(sealed).map((cells, row) => <Seals key={row} label={t('approval')} cells={cells} />)}
        </div>
      </header>
      {of('AGREEMENT', 'ASSISTANCE').length > 0 && <div className="a-beside" tabIndex={0} role="region" aria-label={`${t('agreement')}, ${t('assistance')}`}>
        {(['AGREEMENT', 'ASSISTANCE'] as const).flatMap((role) => rowsOf(of(role)).map((part, row) => (
          <Seals key={`${role}${row}`} label={t(role === 'AGREEMENT' ? 'agreement' : 'assistance')} cells={part.map(cellOf)} />
        )))}
      </div>}
      <Pairs label={t('facts')} of={[
        [t('number'), document.number ?? <span className="a-none">{t('none')}</span>],
        [t('drafted'), formatDay(document.submittedAt ?? document.createdAt)],
        [t('drafter'), [document.drafter.name, document.drafter.position].filter(Boolean).join(' ')],
        [t('department'), document.drafter.departmentName ?? '–'],
        [t('retention'), inLanguage(RETENTIONS[document.retention] ?? [document.retention, document.retention])],
        [t('security'), inLanguage(SECURITIES[document.security])],
        ...(document.completedAt ? [[t('effective'), formatDay(document.completedAt), true] as [string, ReactNode, boolean]] : []),
        ...(references ? [[t('references'), references, true] as [string, ReactNode, boolean]] : []),
        ...(receivers ? [[t('receivers'), receivers, true] as [string, ReactNode, boolean]] : []),
        [t('title'), <b key="t">{document.title}</b>, true],
      ]} />
      <Body document={document} />
      {document.attachments.length > 0 && (
        <section className="a-attachedlist"><h3>{t('attached')}</h3><ol>{document.attachments.map((file) => <li key={file.id}>{file.name}</li>)}</ol></section>
      )}
    </article>
  );
}
