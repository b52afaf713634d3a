// An SMSC for the demo and the tests: accepts what is submitted and sends receipts, over SMPP 3.4.
// One JSON line per thing that happens, on standard output.
//
//   node demo/smsc.mjs [--port 2775] [--receipt-delay 700] [--system-id dure] [--password secret] [--hex-receipts]
//
// The last digits of a recipient decide what becomes of it:
//   …9999 refused (0x45)   …8888 undeliverable   …7777 throttled at the first try   …6666 no receipt
//   …5555 receipt twice
import smpp from 'smpp';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';

const ESME_RSUBMITFAIL = 0x45;
const ESME_RTHROTTLED = 0x58;
const ESME_RBINDFAIL = 0x0d;

/**
 * Starts an SMSC.
 * @param {{port?: number, receiptDelay?: number, systemId?: string, password?: string, hexReceipts?: boolean,
 *          throttleEvery?: number, misbehave?: boolean, log?: (event: object) => void}} options port 0 takes a free one;
 *   receiptDelay in milliseconds; throttleEvery n-th submission; misbehave: every tenth receipt never comes, every
 *   eleventh comes twice
 * @returns {Promise<{port: number, messages: object[], dropLinks: () => void, close: () => Promise<void>}>}
 */
export function startSmsc({
  port = 0, receiptDelay = 700, systemId = 'dure', password = 'secret', hexReceipts = false, throttleEvery = 0,
  misbehave = false, log = () => {},
} = {}) {
  const sessions = new Set();
  const messages = [];
  const throttled = new Set();
  let lastId = 1_000_000;
  let submissions = 0;

  const server = smpp.createServer((session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => sessions.delete(session));
    session.on('unbind', (pdu) => {
      session.send(pdu.response());
      session.close();
    });
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    for (const kind of ['bind_transceiver', 'bind_transmitter', 'bind_receiver']) {
      session.on(kind, (pdu) => {
        const known = pdu.system_id === systemId && pdu.password === password;
        session.send(pdu.response({ system_id: 'smsc', command_status: known ? 0 : ESME_RBINDFAIL }));
        log({ bound: known, systemId: pdu.system_id });
      });
    }
    session.on('submit_sm', (pdu) => submit(session, pdu));
  });

  function submit(session, pdu) {
    const to = pdu.destination_addr;
    if (to.endsWith('9999')) {
      session.send(pdu.response({ command_status: ESME_RSUBMITFAIL }));
      return;
    }
    if (to.endsWith('7777') && !throttled.has(to)) {
      throttled.add(to);
      session.send(pdu.response({ command_status: ESME_RTHROTTLED }));
      return;
    }
    if (throttleEvery && ++submissions % throttleEvery === 0) {
      session.send(pdu.response({ command_status: ESME_RTHROTTLED }));
      return;
    }
    const id = ++lastId;
    const text = pdu.short_message.message ?? pdu.short_message;
    const message = { id: String(id), from: pdu.source_addr, to, text: String(text), dataCoding: pdu.data_coding };
    messages.push(message);
    log({ received: message });
    session.send(pdu.response({ message_id: message.id }));
    if (!pdu.registered_delivery || to.endsWith('6666') || (misbehave && id % 10 === 0)) return;
    const times = to.endsWith('5555') || (misbehave && id % 11 === 0) ? 2 : 1;
    setTimeout(() => {
      for (let i = 0; i < times; i++) receipt(message, to.endsWith('8888') ? 'UNDELIV' : 'DELIVRD');
    }, receiptDelay).unref();
  }

  function receipt(message, state) {
    const session = [...sessions][0];
    if (!session) return;
    const id = hexReceipts ? Number(message.id).toString(16) : message.id;
    const done = new Date().toISOString().replace(/[-T:]/g, '').slice(2, 12);
    const error = state === 'DELIVRD' ? '000' : '034';
    session.deliver_sm({
      source_addr: message.to,
      destination_addr: message.from,
      esm_class: 0x04,
      short_message: `id:${id} sub:001 dlvrd:001 submit date:${done} done date:${done} stat:${state} err:${error} text:`,
    }, () => log({ receipt: message.id, state }));
  }

  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const listening = server.address().port;
      log({ listening });
      resolve({
        port: listening,
        messages,
        dropLinks: () => sessions.forEach((session) => session.socket.destroy()),
        close: () => new Promise((closed) => {
          sessions.forEach((session) => session.socket.destroy());
          server.close(closed);
        }),
      });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '2775' },
      'receipt-delay': { type: 'string', default: '700' },
      'system-id': { type: 'string', default: 'dure' },
      password: { type: 'string', default: 'secret' },
      'hex-receipts': { type: 'boolean', default: false },
    },
  });
  try {
    await startSmsc({
      port: Number(values.port),
      receiptDelay: Number(values['receipt-delay']),
      systemId: values['system-id'],
      password: values.password,
      hexReceipts: values['hex-receipts'],
      log: (event) => console.log(JSON.stringify({ at: new Date().toISOString(), ...event })),
    });
  } catch (error) {
    console.error(`The SMSC cannot listen on port ${values.port}: ${error.message}`);
    process.exit(1);
  }
}
