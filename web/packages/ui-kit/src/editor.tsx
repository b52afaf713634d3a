import { useId, useState } from 'react';
import { EditorContent, useEditor, useEditorState, type Editor } from '@tiptap/react';
import { TableKit } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { messages } from '@dure/sdk';
import { nonce } from './nonce';
import { safeLink, type RichNode } from './rich-text';

const useT = messages({
  tools: ['서식', 'Formatting'],
  bold: ['굵게', 'Bold'],
  italic: ['기울임', 'Italic'],
  underline: ['밑줄', 'Underline'],
  strike: ['취소선', 'Strike through'],
  h2: ['큰 제목', 'Heading'],
  h3: ['작은 제목', 'Small heading'],
  bullets: ['글머리 목록', 'Bullet list'],
  numbers: ['번호 목록', 'Numbered list'],
  quote: ['인용', 'Quotation'],
  table: ['표 넣기', 'Insert a table'],
  link: ['링크', 'Link'],
  address: ['주소 (https://…)', 'Address (https://…)'],
  bad: ['https://, mailto:, tel: 로 시작하는 주소만 됩니다.', 'Only https://, mailto: and tel: addresses are taken.'],
  set: ['넣기', 'Set'],
  unset: ['링크 풀기', 'Remove the link'],
  undo: ['되돌리기', 'Undo'],
  redo: ['다시 하기', 'Redo'],
});

type Tool = readonly [name: 'bold' | 'italic' | 'underline' | 'strike' | 'h2' | 'h3' | 'bullets' | 'numbers' | 'quote', sign: string, run: (editor: Editor) => unknown, on: (editor: Editor) => boolean];

const TOOLS: Tool[] = [
  ['bold', 'B', (editor) => editor.chain().focus().toggleBold().run(), (editor) => editor.isActive('bold')],
  ['italic', 'I', (editor) => editor.chain().focus().toggleItalic().run(), (editor) => editor.isActive('italic')],
  ['underline', 'U', (editor) => editor.chain().focus().toggleUnderline().run(), (editor) => editor.isActive('underline')],
  ['strike', 'S', (editor) => editor.chain().focus().toggleStrike().run(), (editor) => editor.isActive('strike')],
  ['h2', 'H1', (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(), (editor) => editor.isActive('heading', { level: 2 })],
  ['h3', 'H2', (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(), (editor) => editor.isActive('heading', { level: 3 })],
  ['bullets', '•', (editor) => editor.chain().focus().toggleBulletList().run(), (editor) => editor.isActive('bulletList')],
  ['numbers', '1.', (editor) => editor.chain().focus().toggleOrderedList().run(), (editor) => editor.isActive('orderedList')],
  ['quote', '❝', (editor) => editor.chain().focus().toggleBlockquote().run(), (editor) => editor.isActive('blockquote')],
];

export default function RichTextEditor({ label, value, onChange, error }: { label: string; value: RichNode | null; onChange: (value: RichNode) => void; error?: string }) {
  const id = useId();
  const editor = useEditor({
    extensions: [
      StarterKit.configure({ heading: { levels: [2, 3] }, link: { openOnClick: false, isAllowedUri: (uri) => safeLink(uri) !== null } }),
      TableKit.configure({ table: { resizable: false } }),
    ],
    content: value,
    injectNonce: nonce,
    editorProps: { attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-labelledby': id, class: 'd-rich' } },
    onUpdate: ({ editor: now }) => onChange(now.getJSON() as RichNode),
  });
  return (
    <div className="d-editor" data-error={error ? '' : undefined}>
      <span id={id} className="d-editor-label" onClick={() => editor?.commands.focus()}>{label}</span>
      <div className="d-editor-box">{editor && <Tools editor={editor} />}<EditorContent editor={editor} /></div>
      {error && <p role="alert" className="d-error">{error}</p>}
    </div>
  );
}

function Tools({ editor }: { editor: Editor }) {
  const t = useT();
  const state = useEditorState({ editor, selector: ({ editor: now }) => ({ on: TOOLS.map((tool) => tool[3](now)), link: now.isActive('link'), undo: now.can().undo(), redo: now.can().redo() }) });
  const button = (label: string, sign: string, run: () => void, on?: boolean, disabled?: boolean) => (
    <ActionIcon key={label} variant={on ? 'light' : 'subtle'} color="gray" c="var(--d-text-1)" size={30} aria-label={label} title={label} aria-pressed={on} disabled={disabled} onClick={run}><span aria-hidden="true" className="d-sign" data-sign={sign} /></ActionIcon>
  );
  return (
    <div role="toolbar" aria-label={t('tools')} className="d-editor-tools">
      {TOOLS.map(([name, sign, run], index) => button(t(name), sign, () => run(editor), state.on[index]))}
      <LinkTool editor={editor} on={state.link} />
      {button(t('table'), '▦', () => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run())}
      {button(t('undo'), '↶', () => editor.chain().focus().undo().run(), undefined, !state.undo)}
      {button(t('redo'), '↷', () => editor.chain().focus().redo().run(), undefined, !state.redo)}
    </div>
  );
}

function LinkTool({ editor, on }: { editor: Editor; on: boolean }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [href, setHref] = useState('');
  const [bad, setBad] = useState(false);
  const set = () => {
    const safe = safeLink(href);
    setBad(!safe);
    if (!safe) return;
    editor.chain().focus().extendMarkRange('link').setLink({ href: safe }).run();
    setOpen(false);
  };
  const begin = () => {
    setHref(String(editor.getAttributes('link').href ?? 'https://'));
    setBad(false);
    setOpen(!open);
  };
  return (
    <Popover opened={open} onChange={setOpen} trapFocus position="bottom-start" withArrow>
      <Popover.Target><ActionIcon variant={on ? 'light' : 'subtle'} color="gray" c="var(--d-text-1)" size={30} aria-label={t('link')} title={t('link')} aria-pressed={on} onClick={begin}><span aria-hidden="true" className="d-sign" data-sign="🔗" /></ActionIcon></Popover.Target>
      <Popover.Dropdown aria-label={t('link')}>
        <div className="d-form">
          <TextInput label={t('address')} value={href} error={bad ? t('bad') : undefined} onChange={(event) => setHref(event.currentTarget.value)}
            onKeyDown={(event) => { if (event.key === 'Enter') { event.preventDefault(); set(); } }} />
          <div className="d-actions"><Button onClick={set}>{t('set')}</Button>{on && <Button variant="default" onClick={() => { editor.chain().focus().extendMarkRange('link').unsetLink().run(); setOpen(false); }}>{t('unset')}</Button>}</div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
