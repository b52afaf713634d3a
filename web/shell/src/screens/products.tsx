import { useEffect, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { api, formatWon, messages, onLive, onceKey, useGet, useWhole } from '@dure/sdk';
import { Answer, Button, Empty, Failure, Grid, Loading, Modal, Note, Page, Tag, confirm, notify, reason } from '@dure/ui-kit';

const useT = messages({
  title: ['앱 스토어', 'App store'],
  about: ['켜기 전에 값과 권한을 먼저 보여 드립니다.', 'You see price and permissions before anything is switched on.'],
  on: ['사용 중', 'On'],
  off: ['꺼짐', 'Off'],
  look: ['살펴보고 켜기', 'Look and switch on'],
  disable: ['끄기', 'Switch off'],
  none: ['지금은 살 수 있는 앱이 없습니다', 'There is nothing to buy now'],
  noneAbout: ['운영자가 애드온을 설치하면 여기에 바로 나타납니다.', 'An add-on that the operator installs appears here at once.'],
  today: ['오늘 더해지는 금액', 'Added today'],
  invoice: ['켜면 이번 달 청구서', 'This month’s invoice with it'],
  vat: ['부가세', 'VAT'],
  total: ['합계', 'Total'],
  permissions: ['이 앱이 가져오는 권한', 'Rights it brings'],
  data: ['다루는 자료', 'What it keeps and sends'],
  agree: ['동의하고 켜기', 'Agree and switch on'],
  enabled: ['{name}을(를) 켰습니다.', '{name} is on.'],
  disabled: ['{name}을(를) 껐습니다. 자료는 그대로 있습니다.', '{name} is off. Its data is kept.'],
  askOff: ['{name}을(를) 끌까요?', 'Switch {name} off?'],
  askOffAbout: ['모두에게서 메뉴가 사라집니다. 자료는 남고, 다시 켜면 이어서 씁니다.', 'It goes from everybody’s menu. Its data stays and is there when you switch it on again.'],
  no: ['취소', 'Cancel'],
  failed: ['하지 못했습니다.', 'That did not work.'],
  account: ['계정당 월 {won}', '{won} per account and month'],
  item: ['개당 월 {won}', '{won} per item and month'],
  use: ['건당 {won}', '{won} per use'],
  close: ['닫기', 'Close'],
});

interface Price { basis: string; won: number }
interface Product { id: string; name: string; summary: string; state: string; price: Price | null }
interface Preview {
  name: string;
  charging: string;
  permissions: { name: string; label: string }[];
  dataTouched: string[];
  moneyToday: number;
  nextInvoice: { lines: { description: string; amount: number }[]; vat: number; total: number };
}

export default function Products() {
  const t = useT();
  const queries = useQueryClient();
  const list = useWhole<Product>('/api/products');
  const [open, setOpen] = useState<Product | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => onLive('modules', () => void queries.invalidateQueries({ queryKey: ['get', '/api/products'] })), [queries]);
  const price = ({ basis, won }: Price) => t(basis === 'ACCOUNT' ? 'account' : basis === 'ITEM' ? 'item' : 'use', { won: formatWon(won) });
  const change = async (product: Product, to: 'enable' | 'disable') => {
    setBusy(true);
    try {
      await api(`/api/products/${product.id}/${to}`, { method: 'POST', headers: { 'Idempotency-Key': onceKey() } });
      notify(t(to === 'enable' ? 'enabled' : 'disabled', { name: product.name }));
      setOpen(null);
      await queries.invalidateQueries();
    } catch (error) {
      notify(reason(error, t('failed')), 'bad');
    } finally {
      setBusy(false);
    }
  };
  const off = async (product: Product) => {
    if (await confirm({ title: t('askOff', { name: product.name }), text: t('askOffAbout'), yes: t('disable'), no: t('no'), danger: true })) await change(product, 'disable');
  };
  return (
    <Page title={t('title')} about={t('about')}>
      {list.loading ? <Loading /> : list.error ? <Failure error={list.error} retry={list.retry} /> : list.rows.length === 0
        ? <Empty title={t('none')} icon="store">{t('noneAbout')}</Empty> : (
          <Grid wide>
            {list.rows.map((product) => {
              const on = /^(ON|ENABLED)$/i.test(product.state);
              return (
                <article className="d-panel" key={product.id} style={{ margin: 0, display: 'grid', gap: 10, alignContent: 'space-between' }}>
                  <div>
                    <div style={{ display: 'flex', justifyContent: 'space-between', gap: 8 }}><h2 style={{ margin: 0, fontSize: 16 }}>{product.name}</h2><Tag tone={on ? 'good' : 'plain'}>{on ? t('on') : t('off')}</Tag></div>
                    <p style={{ color: 'var(--d-text-2)' }}>{product.summary}</p>
                  </div>
                  <div style={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: 8, flexWrap: 'wrap' }}>
                    <b>{product.price ? price(product.price) : '–'}</b>
                    {on ? <Button variant="default" onClick={() => void off(product)}>{t('disable')}</Button> : <Button onClick={() => setOpen(product)}>{t('look')}</Button>}
                  </div>
                </article>
              );
            })}
          </Grid>
        )}
      <Modal opened={!!open} onClose={() => setOpen(null)} title={open?.name} size="lg" closeButtonProps={{ 'aria-label': t('close') }}>
        {open && <Consent product={open} busy={busy} agree={() => void change(open, 'enable')} />}
      </Modal>
    </Page>
  );
}

function Consent({ product, busy, agree }: { product: Product; busy: boolean; agree: () => void }) {
  const t = useT();
  const preview = useGet<Preview>(`/api/products/${product.id}/preview`);
  return (
    <Answer query={preview}>
      {(seen) => (
        <div className="d-form">
          <Note>{seen.charging}</Note>
          <div className="d-pairs"><span>{t('today')}</span><b>{formatWon(seen.moneyToday)}</b></div>
          <section aria-label={t('invoice')}><h3>{t('invoice')}</h3>
            {seen.nextInvoice.lines.map((line, index) => <div className="d-pairs" key={index}><span>{line.description}</span><span>{formatWon(line.amount)}</span></div>)}
            <div className="d-pairs"><span>{t('vat')}</span><span>{formatWon(seen.nextInvoice.vat)}</span></div>
            <div className="d-pairs"><b>{t('total')}</b><b>{formatWon(seen.nextInvoice.total)}</b></div>
          </section>
          {seen.permissions.length > 0 && <section><h3>{t('permissions')}</h3><ul>{seen.permissions.map((one) => <li key={one.name}>{one.label}</li>)}</ul></section>}
          {seen.dataTouched.length > 0 && <section><h3>{t('data')}</h3><ul>{seen.dataTouched.map((one) => <li key={one}>{one}</li>)}</ul></section>}
          <Button size="sm" loading={busy} onClick={agree}>{t('agree')}</Button>
        </div>
      )}
    </Answer>
  );
}
