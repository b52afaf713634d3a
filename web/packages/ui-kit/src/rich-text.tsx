import { Suspense, lazy, type ReactNode } from 'react';
import { Loading } from './parts';

/** A formatted text, as ProseMirror keeps it: kept and sent as JSON, never as HTML. */
export interface RichNode {
  type: string;
  text?: string;
  attrs?: Record<string, unknown>;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
  content?: RichNode[];
}

const Editor = lazy(() => import('./editor'));

/** Writes a formatted text. What it is written with is loaded when the first one is shown. */
export function RichTextEditor(props: { label: string; value: RichNode | null; onChange: (value: RichNode) => void; error?: string }) {
  return <Suspense fallback={<Loading />}><Editor {...props} /></Suspense>;
}

/** Only these lead anywhere; everything else, `javascript:` above all, stays text. */
export const safeLink = (href: unknown): string | null => {
  try {
    const url = new URL(String(href));
    return /^(https?|mailto|tel):$/.test(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
};

const BLOCKS: Record<string, (children: ReactNode, attrs: Record<string, unknown>) => ReactNode> = {
  doc: (children) => children,
  paragraph: (children) => <p>{children ?? <br />}</p>,
  heading: (children, { level }) => (level === 1 || level === 2 ? <h2>{children}</h2> : <h3>{children}</h3>),
  bulletList: (children) => <ul>{children}</ul>,
  orderedList: (children, { start }) => <ol start={Number(start) || 1}>{children}</ol>,
  listItem: (children) => <li>{children}</li>,
  blockquote: (children) => <blockquote>{children}</blockquote>,
  codeBlock: (children) => <pre><code>{children}</code></pre>,
  horizontalRule: () => <hr />,
  hardBreak: () => <br />,
  table: (children) => <div className="d-rich-table"><table><tbody>{children}</tbody></table></div>,
  tableRow: (children) => <tr>{children}</tr>,
  tableCell: (children, attrs) => <td {...span(attrs)}>{children}</td>,
  tableHeader: (children, attrs) => <th {...span(attrs)}>{children}</th>,
};
const span = ({ colspan, rowspan }: Record<string, unknown>) => ({ colSpan: Number(colspan) || 1, rowSpan: Number(rowspan) || 1 });

const MARKS: Record<string, (children: ReactNode, attrs: Record<string, unknown>) => ReactNode> = {
  bold: (children) => <strong>{children}</strong>,
  italic: (children) => <em>{children}</em>,
  underline: (children) => <u>{children}</u>,
  strike: (children) => <s>{children}</s>,
  code: (children) => <code>{children}</code>,
  link: (children, { href }) => {
    const to = safeLink(href);
    return to ? <a href={to} target="_blank" rel="noopener noreferrer nofollow">{children}</a> : children;
  },
};

const DEEP = 60;

function draw(node: RichNode, key: number, depth: number): ReactNode {
  if (depth > DEEP || typeof node !== 'object' || node === null) return null;
  if (node.type === 'text') {
    return <span key={key}>{(Array.isArray(node.marks) ? node.marks : []).reduce<ReactNode>((inner, mark) => MARKS[mark.type]?.(inner, mark.attrs ?? {}) ?? inner, String(node.text ?? ''))}</span>;
  }
  const children = Array.isArray(node.content) && node.content.length > 0 ? node.content.map((child, index) => draw(child, index, depth + 1)) : undefined;
  const block = BLOCKS[node.type];
  // What is not known is shown as the text in it.
  return <Part key={key}>{block ? block(children, node.attrs ?? {}) : children}</Part>;
}

const Part = ({ children }: { children: ReactNode }) => <>{children}</>;

/** Shows a formatted text of anybody: it is made of known parts only, and no HTML is ever parsed. */
export const RichText = ({ value }: { value: RichNode | null | undefined }) => <div className="d-rich">{value && draw(value, 0, 0)}</div>;
