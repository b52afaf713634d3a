import { Fragment, createElement, useEffect, useId, useMemo, useRef, type ReactNode } from 'react';
import { messages } from '@dure/sdk';
import { ActionIcon, Icon } from '@dure/ui-kit';

const useT = messages({
  bold: ['굵게', 'Bold'],
  italic: ['기울임', 'Italic'],
  underline: ['밑줄', 'Underline'],
  head: ['소제목', 'Heading'],
  plain: ['본문', 'Plain text'],
  dots: ['글머리 목록', 'Bulleted list'],
  numbers: ['번호 목록', 'Numbered list'],
  tools: ['글 모양', 'Text tools'],
});

const ALLOWED = new Set(['p', 'div', 'br', 'b', 'strong', 'i', 'em', 'u', 's', 'h1', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'blockquote', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'hr', 'sub', 'sup', 'pre', 'code']);
const VOID = new Set(['br', 'hr']);
const DROPPED = new Set(['script', 'style', 'template', 'iframe', 'object', 'embed', 'svg', 'math', 'noscript']);

/** Markup as elements of our own making: what is not on the list stays text, and no attribute comes along. */
function elements(nodes: NodeListOf<ChildNode>): ReactNode[] {
  return [...nodes].map((node, index) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent;
    if (!(node instanceof Element) || DROPPED.has(node.localName)) return null;
    const inside = () => elements(node.childNodes);
    if (!ALLOWED.has(node.localName)) return <Fragment key={index}>{inside()}</Fragment>;
    const spans = Object.fromEntries((['colSpan', 'rowSpan'] as const).flatMap((name) => {
      const value = Number(node.getAttribute(name));
      return value > 1 && value < 50 ? [[name, value]] : [];
    }));
    return VOID.has(node.localName) ? createElement(node.localName, { key: index }) : createElement(node.localName, { key: index, ...spans }, ...inside());
  });
}

/** Shows what somebody else wrote. */
export function Rich({ html }: { html: string }) {
  // A parsed document of its own loads and runs nothing.
  const made = useMemo(() => elements(new DOMParser().parseFromString(html, 'text/html').body.childNodes), [html]);
  return <div className="a-rich">{made}</div>;
}

const serialize = (box: HTMLElement): string => {
  const text = box.textContent?.trim() ?? '';
  return text === '' && !box.querySelector('table,hr') ? '' : box.innerHTML;
};

/** Writing with a few shapes; pasted text comes as text. */
export function RichEditor({ label, help, error, value, onChange, required, disabled }: {
  label: string; help?: string; error?: string; value: string; onChange: (html: string) => void; required?: boolean; disabled?: boolean;
}) {
  const t = useT();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const mine = useRef<string | null>(null);
  useEffect(() => {
    // Only what came from elsewhere is put in; what is being written is never replaced under the caret.
    if (!box.current || mine.current === value) return;
    mine.current = value;
    const parsed = new DOMParser().parseFromString(value, 'text/html').body;
    parsed.querySelectorAll('*').forEach((element) => {
      if (DROPPED.has(element.localName)) element.remove();
      else [...element.attributes].forEach((attribute) => element.removeAttribute(attribute.name));
    });
    box.current.replaceChildren(...parsed.childNodes);
  }, [value]);
  const written = () => {
    mine.current = serialize(box.current!);
    onChange(mine.current);
  };
  const tool = (name: string, icon: ReactNode, command: string, argument?: string) => (
    <ActionIcon variant="subtle" color="gray" size={28} aria-label={name} title={name} disabled={disabled} onMouseDown={(event) => event.preventDefault()}
      onClick={() => { box.current?.focus(); document.execCommand(command, false, argument); written(); }}>{icon}</ActionIcon>
  );
  return (
    <div className="a-field">
      <span className="a-label" id={id}>{label}{required && <span aria-hidden="true"> *</span>}</span>
      {help && <span className="d-quiet">{help}</span>}
      <div className="a-editor" data-error={error ? '' : undefined}>
        <div className="a-tools" role="toolbar" aria-label={t('tools')}>
          {tool(t('bold'), <b>B</b>, 'bold')}
          {tool(t('italic'), <i>I</i>, 'italic')}
          {tool(t('underline'), <u>U</u>, 'underline')}
          {tool(t('head'), <b>H</b>, 'formatBlock', 'h3')}
          {tool(t('plain'), <span>¶</span>, 'formatBlock', 'p')}
          {tool(t('dots'), <Icon path="M9 6h11|M9 12h11|M9 18h11|M5 6v.01|M5 12v.01|M5 18v.01" size={16} />, 'insertUnorderedList')}
          {tool(t('numbers'), <Icon path="M11 6h9|M11 12h9|M12 18h8|M4 16a2 2 0 1 1 4 0c0 .591 -.5 1 -1 1.5l-3 2.5h4|M6 10v-6l-2 2" size={16} />, 'insertOrderedList')}
        </div>
        <div ref={box} className="a-rich a-write" role="textbox" aria-multiline="true" aria-labelledby={id} aria-invalid={error ? true : undefined} tabIndex={0}
          contentEditable={!disabled} suppressContentEditableWarning onInput={written} onBlur={written}
          onPaste={(event) => { event.preventDefault(); document.execCommand('insertText', false, event.clipboardData.getData('text/plain')); }} />
      </div>
      {error && <span className="d-error">{error}</span>}
    </div>
  );
}
