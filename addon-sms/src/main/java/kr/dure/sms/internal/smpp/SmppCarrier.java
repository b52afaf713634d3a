package kr.dure.sms.internal.smpp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import kr.dure.carrier.Carrier;
import kr.dure.carrier.CarrierListener;
import kr.dure.carrier.CarrierRoute;
import kr.dure.carrier.Result;
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
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.util.DeliveryReceiptState;
import org.jsmpp.util.InvalidDeliveryReceiptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One transceiver to one SMSC (SMPP 3.4), bound again whenever the link is lost. */
public final class SmppCarrier implements Carrier, MessageReceiverListener {
    private static final Logger LOG = LoggerFactory.getLogger(SmppCarrier.class);

    private static final int ESME_RX_T_APPN = 0x64;
    private static final int PROCESSORS = 32;
    private static final int MAX_SHORT_MESSAGE = 254;
    private static final long ANSWER_MILLIS = 10_000;
    private static final int ENQUIRE_MILLIS = 30_000;
    private static final long MAX_PAUSE_MILLIS = 30_000;
    /** IA5, the alphabet that every SMSC reads alike. */
    private static final DataCoding ASCII = new RawDataCoding((byte) 0x01);

    private static final DataCoding UCS2 = DataCodings.newInstance((byte) 0x08);

    private final CarrierRoute route;
    private final CarrierListener listener;
    private final ScheduledExecutorService link;
    private volatile SMPPSession session;
    private volatile boolean closed;
    private long pauseMillis;

    SmppCarrier(CarrierRoute route, CarrierListener listener) {
        this.route = route;
        this.listener = listener;
        link = Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "dure-sms-link-" + route.name()));
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
            // A processor waits until its receipt is stored, so there are as many as make a good batch.
            next.setPduProcessorDegree(PROCESSORS);
            next.setQueueCapacity(20_000);
            next.setEnquireLinkTimer(ENQUIRE_MILLIS);
            next.setTransactionTimer(ANSWER_MILLIS);
            next.setMessageReceiverListener(this);
            next.connectAndBind(
                    route.host(),
                    route.port(),
                    new BindParameter(
                            BindType.BIND_TRX,
                            route.user(),
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
    public Outcome submit(Submission submission) {
        SMPPSession current = session;
        if (current == null || !current.getSessionState().isTransmittable()) {
            return new Outcome.Later("no link");
        }
        Encoded encoded = encode(submission);
        try {
            String id = current.submitShortMessage(
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.ISDN,
                            submission.from(),
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.ISDN,
                            submission.to(),
                            new ESMClass(),
                            (byte) 0,
                            (byte) 1,
                            null,
                            null,
                            new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE),
                            (byte) 0,
                            encoded.coding(),
                            (byte) 0,
                            encoded.shortMessage(),
                            encoded.parameters())
                    .getMessageId();
            return new Outcome.Accepted(id);
        } catch (NegativeResponseException e) {
            return SmppCodes.refusal(e.getCommandStatus());
        } catch (PDUException e) {
            return new Outcome.Refused(Result.FORMAT, e.getMessage());
        } catch (ResponseTimeoutException | InvalidResponseException | IOException e) {
            return new Outcome.Unclear(e.getMessage());
        }
    }

    /** A text as it goes over the link: what is too long for short_message goes as message_payload (SMPP 3.4, 5.3.2.32). */
    private record Encoded(DataCoding coding, byte[] bytes) {
        byte[] shortMessage() {
            return bytes.length <= MAX_SHORT_MESSAGE ? bytes : new byte[0];
        }

        OptionalParameter[] parameters() {
            return bytes.length <= MAX_SHORT_MESSAGE
                    ? new OptionalParameter[0]
                    : new OptionalParameter[] {new OptionalParameter.Message_payload(bytes)};
        }
    }

    private Encoded encode(Submission submission) {
        String text =
                submission.subject() == null ? submission.text() : submission.subject() + "\n" + submission.text();
        if (route.charset().isPresent()) {
            return new Encoded(
                    new RawDataCoding(route.dataCoding().orElse((byte) 0)),
                    text.getBytes(route.charset().get()));
        }
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text)
                ? new Encoded(ASCII, text.getBytes(StandardCharsets.US_ASCII))
                : new Encoded(UCS2, text.getBytes(StandardCharsets.UTF_16BE));
    }

    @Override
    public Optional<Receipt> query(String id, String from) {
        SMPPSession current = session;
        if (current == null || !current.getSessionState().isTransmittable()) {
            return Optional.empty();
        }
        try {
            QuerySmResult answer =
                    current.queryShortMessage(id, TypeOfNumber.UNKNOWN, NumberingPlanIndicator.ISDN, from);
            String code = answer.getMessageState() + " " + answer.getErrorCode();
            return SmppCodes.end(answer.getMessageState(), answer.getErrorCode())
                    .map(result -> new Receipt(id, null, result, code));
        } catch (PDUException
                | ResponseTimeoutException
                | InvalidResponseException
                | NegativeResponseException
                | IOException e) {
            LOG.debug("{} does not say what became of {}", route, id, e);
            return Optional.empty();
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
            String code = text.getError() == null ? state.name() : state.name() + " " + text.getError();
            return SmppCodes.end(state, text.getError()).map(result -> new Receipt(id, phone, result, code));
        } catch (InvalidDeliveryReceiptException e) {
            LOG.warn("A receipt that cannot be read: {}", e.getMessage());
            return Optional.empty();
        }
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
