import assert from 'node:assert/strict';
import { test } from 'node:test';
import smpp from 'smpp';
import { startSmsc } from './smsc.mjs';

/** Binds a client and hands it to the test with a way to submit and the receipts that came. */
async function withClient(options, work) {
  const smsc = await startSmsc({ receiptDelay: 5, ...options });
  const session = smpp.connect({ url: `smpp://127.0.0.1:${smsc.port}` });
  const receipts = [];
  let arrived = () => {};
  session.on('deliver_sm', (pdu) => {
    session.send(pdu.response());
    receipts.push(pdu.short_message.message);
    arrived();
  });
  const ask = (command, fields) => new Promise((answer) => session[command](fields, answer));
  try {
    await new Promise((connected) => session.on('connect', connected));
    const bound = await ask('bind_transceiver', { system_id: 'dure', password: options?.clientPassword ?? 'secret' });
    await work({
      smsc,
      bound,
      submit: (to, text) => ask('submit_sm', {
        source_addr: '0212345678', destination_addr: to, short_message: text, registered_delivery: 1,
      }),
      receipt: async (count = 1) => {
        while (receipts.length < count) await new Promise((next) => { arrived = next; });
        return receipts;
      },
    });
  } finally {
    session.destroy();
    await smsc.close();
  }
}

test('a message is accepted with an id and its receipt names it', () => withClient({}, async (client) => {
  const answer = await client.submit('01012345678', 'hello');
  assert.equal(answer.command_status, 0);
  assert.match((await client.receipt())[0], new RegExp(`^id:${answer.message_id} .*stat:DELIVRD`));
  assert.equal(client.smsc.messages[0].text, 'hello');
}));

test('a receipt may name the message in hexadecimal', () => withClient({ hexReceipts: true }, async (client) => {
  const answer = await client.submit('01012345678', 'hello');
  assert.match((await client.receipt())[0], new RegExp(`^id:${Number(answer.message_id).toString(16)} `));
}));

test('the last digits of a recipient decide its fate', () => withClient({}, async (client) => {
  assert.equal((await client.submit('01000009999', 'x')).command_status, 0x45);
  assert.equal((await client.submit('01000007777', 'x')).command_status, 0x58);
  assert.equal((await client.submit('01000007777', 'x')).command_status, 0);
  await client.submit('01000008888', 'x');
  assert.ok((await client.receipt(2)).some((text) => text.includes('stat:UNDELIV')));
}));

test('a wrong password is not bound', () => withClient({ clientPassword: 'wrong' }, async (client) => {
  assert.equal(client.bound.command_status, 0x0d);
}));
