package kr.dure.sms.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCoding;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.DeliveryReceipt;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Tag;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.InvalidDeliveryReceiptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transceiver to one SMSC (SMPP 3.4), bound again whenever the link is lost. */
final class SmppCarrier implements Carrier, MessageReceiverListener {
    private static final Logger LOG = LoggerFactory.getLogger(SmppCarrier.class);

    private static final int ESME_RMSGQFUL = 0x14;
    private static final int ESME_RTHROTTLED = 0x58;
    private static final int ESME_RX_T_APPN = 0x64;
    private static final long ANSWER_MILLIS = 10_000;
    private static final int ENQUIRE_MILLIS = 30_000;
    private static final long MAX_PAUSE_MILLIS = 30_000;
    /** IA5, the alphabet that every SMSC reads alike. */
    private static final DataCoding ASCII = new RawDataCoding((byte) 0x01);

    private static final DataCoding UCS2 = DataCodings.newInstance((byte) 0x08);

    private final SmppRoute route;
    private final Listener listener;
    private final ScheduledExecutorService link;
    private volatile SMPPSession session;
    private volatile boolean closed;
    private long pauseMillis;

    SmppCarrier(SmppRoute route, Listener listener) {
        this.route = route;
        this.listener = listener;
        link = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "dure-sms-link"));
    }

    @Override
    public void open() {
        link.execute(this::connect);
    }

    @Override
    public boolean connected() {
        SMPPSession current = session;
        return current != null && current.getSessionState().isTransmittable();
    }

    private void connect() {
        if (closed || connected()) {
            return;
        }
        SMPPSession next = new SMPPSession();
        try {
            // jsmpp's defaults lose receipts under load: too few processors behind too short a queue.
            next.setPduProcessorDegree(8);
            next.setQueueCapacity(20_000);
            next.setEnquireLinkTimer(ENQUIRE_MILLIS);
            next.setTransactionTimer(ANSWER_MILLIS);
            next.setMessageReceiverListener(this);
            next.connectAndBind(
                    route.host(),
                    route.port(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            route.systemId(),
                            route.password(),
                            "dure",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.UNKNOWN,
                            null),
                    ANSWER_MILLIS);
        } catch (IOException | RuntimeException e) {
            next.close();
            pauseMillis = Math.min(MAX_PAUSE_MILLIS, Math.max(500, pauseMillis * 2));
            LOG.warn("No link to {}: {}. Next try in {} ms.", route, e.getMessage(), pauseMillis);
            reconnect(pauseMillis);
            return;
        }
        session = next;
        if (closed) {
            // Closed while binding: nobody else knows of this session.
            next.unbindAndClose();
            return;
        }
        pauseMillis = 0;
        LOG.info("Bound to {}", route);
        next.addSessionStateListener((state, before, changed) -> lost(state, changed));
        if (!connected()) {
            lost(SessionState.CLOSED, next);
            return;
        }
        listener.connected();
    }

    private void lost(SessionState state, Session changed) {
        if (state == SessionState.CLOSED && changed == session && !closed) {
            LOG.warn("The link to {} was lost", route);
            reconnect(500);
        }
    }

    private void reconnect(long millis) {
        try {
            link.schedule(this::connect, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("Not reconnecting: the carrier is closed", e);
        }
    }

    @Override
    public Outcome submit(String from, String to, String text) {
        SMPPSession current = session;
        if (current == null || !current.getSessionState().isTransmittable()) {
            return new Outcome.Later("no link");
        }
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
        try {
            String id = current.submitShortMessage(
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.ISDN,
                            from,
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.ISDN,
                            to,
                            new ESMClass(),
                            (byte) 0,
                            (byte) 1,
                            null,
                            null,
                            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                            (byte) 0,
                            ascii ? ASCII : UCS2,
                            (byte) 0,
                            text.getBytes(ascii ? StandardCharsets.US_ASCII : StandardCharsets.UTF_16BE))
                    .getMessageId();
            return new Outcome.Accepted(id);
        } catch (NegativeResponseException e) {
            String code = String.format("SMPP 0x%02X", e.getCommandStatus());
            boolean full = e.getCommandStatus() == ESME_RTHROTTLED || e.getCommandStatus() == ESME_RMSGQFUL;
            return full ? new Outcome.Later(code) : new Outcome.Refused(code);
        } catch (PDUException e) {
            return new Outcome.Refused(e.getMessage());
        } catch (ResponseTimeoutException | InvalidResponseException | IOException e) {
            return new Outcome.Unclear(e.getMessage());
        }
    }

    @Override
    public void onAcceptDeliverSm(DeliverSm deliver) throws ProcessRequestException {
        if (!deliver.isSmscDeliveryReceipt()) {
            LOG.debug("A message from a phone is not for anyone here");
            return;
        }
        Optional<Receipt> receipt = receipt(deliver);
        try {
            receipt.ifPresent(listener::received);
        } catch (RuntimeException e) {
            LOG.warn("A receipt could not be stored; the carrier is asked to repeat it", e);
            throw new ProcessRequestException("temporary", ESME_RX_T_APPN, e);
        }
    }

    /** The end of a message; empty for news on the way. */
    private static Optional<Receipt> receipt(DeliverSm deliver) {
        try {
            DeliveryReceipt text = deliver.getShortMessageAsDeliveryReceipt();
            OptionalParameter tlv = deliver.getOptionalParameter(Tag.RECEIPTED_MESSAGE_ID);
            String id = tlv instanceof OptionalParameter.Receipted_message_id named
                    ? named.getValueAsString()
                    : text.getId();
            DeliveryReceiptState state = text.getFinalStatus();
            if (id == null || state == null) {
                return Optional.empty();
            }
            String phone = deliver.getSourceAddr();
            return switch (state) {
                case DELIVRD -> Optional.of(new Receipt(id, phone, true, null));
                case EXPIRED, DELETED, UNDELIV, REJECTD ->
                    Optional.of(new Receipt(id, phone, false, reason(state, text)));
                default -> Optional.empty();
            };
        } catch (InvalidDeliveryReceiptException e) {
            LOG.warn("A receipt that cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static String reason(DeliveryReceiptState state, DeliveryReceipt text) {
        return text.getError() == null ? state.name() : state.name() + " " + text.getError();
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {
        LOG.debug("Alert from {}", route);
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
        throw new ProcessRequestException("data_sm is not used", 0x03);
    }

    @Override
    public void close() {
        closed = true;
        link.shutdownNow();
        SMPPSession current = session;
        if (current != null) {
            current.unbindAndClose();
        }
    }
}
