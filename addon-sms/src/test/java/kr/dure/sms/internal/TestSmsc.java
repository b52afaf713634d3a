package kr.dure.sms.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jsmpp.PDUStringException;
import org.jsmpp.bean.BroadcastSm;
import org.jsmpp.bean.CancelBroadcastSm;
import org.jsmpp.bean.CancelSm;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageState;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.QueryBroadcastSm;
import org.jsmpp.bean.QuerySm;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.ReplaceSm;
import org.jsmpp.bean.SubmitMulti;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.BroadcastSmResult;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.QueryBroadcastSmResult;
import org.jsmpp.session.QuerySmResult;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.ServerMessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;

/** An SMSC on the loopback interface that answers as the test says. */
final class TestSmsc implements ServerMessageReceiverListener, AutoCloseable {
    /** What a client handed over, whatever the answer was. */
    record Submission(String id, String from, String to, byte dataCoding, boolean receiptWanted, String text) {}

    /** Answers a submission; returns normally to accept it. */
    interface Answer {
        void to(Submission submission) throws ProcessRequestException;
    }

    static final Answer ACCEPT = submission -> {};

    final int port;
    volatile Answer answer = ACCEPT;

    /** What query_sm answers. */
    volatile MessageState state = MessageState.ENROUTE;

    private final SMPPServerSessionListener listener;
    private final List<SMPPServerSession> sessions = new CopyOnWriteArrayList<>();
    private final List<Submission> submissions = new CopyOnWriteArrayList<>();
    private final Map<String, Submission> accepted = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong(1_000_000);
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "test-smsc");
        thread.setDaemon(true);
        return thread;
    });
    private final ExecutorService receiptThreads = Executors.newFixedThreadPool(16, work -> {
        Thread thread = new Thread(work, "test-smsc-receipts");
        thread.setDaemon(true);
        return thread;
    });

    TestSmsc() {
        this(freePort());
    }

    TestSmsc(int port) {
        this.port = port;
        listener = listen(port);
        listener.setPduProcessorDegree(20);
        listener.setQueueCapacity(10_000);
        listener.setMessageReceiverListener(this);
        threads.execute(this::accept);
    }

    /** Another process's connection may hold the port for a moment when it is opened again. */
    private static SMPPServerSessionListener listen(int port) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                return new SMPPServerSessionListener(port);
            } catch (BindException taken) {
                if (System.nanoTime() > end) {
                    throw new UncheckedIOException(taken);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ProcessRequestException refusal(int status) {
        return new ProcessRequestException("refused by the test", status);
    }

    private void accept() {
        try {
            while (true) {
                SMPPServerSession session = listener.accept();
                threads.execute(() -> bind(session));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void bind(SMPPServerSession session) {
        try {
            // As long as a client may take to note a receipt; the library's two seconds are short for a busy machine.
            session.setTransactionTimer(20_000);
            BindRequest request = session.waitForBind(5_000);
            // Known before the client is, who may be faster than this thread.
            sessions.add(session);
            request.accept("smsc");
        } catch (TimeoutException | PDUStringException | IOException | IllegalStateException e) {
            sessions.remove(session);
            session.close();
        }
    }

    List<Submission> submissions() {
        return List.copyOf(submissions);
    }

    List<Submission> to(String number) {
        return submissions.stream().filter(sent -> sent.to().equals(number)).toList();
    }

    Submission acceptedTo(String number) {
        return accepted.values().stream()
                .filter(sent -> sent.to().equals(number))
                .findFirst()
                .orElseThrow();
    }

    void receipt(Submission message, String state) {
        receipt(message, message.id(), state);
    }

    /** Sends a receipt that writes the id as given, and waits until the client has taken it. */
    void receipt(Submission message, String id, String state) {
        String text = "id:" + id + " sub:001 dlvrd:001 submit date:2606151200 done date:2606151201 stat:" + state
                + " err:" + (state.equals("DELIVRD") ? "000" : "034") + " text:";
        try {
            sessions.get(sessions.size() - 1)
                    .deliverShortMessage(
                            "",
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.ISDN,
                            message.to(),
                            TypeOfNumber.UNKNOWN,
                            NumberingPlanIndicator.ISDN,
                            message.from(),
                            new ESMClass((byte) 0x04),
                            (byte) 0,
                            (byte) 0,
                            new RegisteredDelivery(0),
                            DataCodings.newInstance((byte) 0),
                            text.getBytes(StandardCharsets.US_ASCII));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends the receipt from another thread, perhaps before the submission is answered. */
    void receiptSoon(Submission message, String state) {
        receiptThreads.execute(() -> receipt(message, state));
    }

    /** Cuts all links without a word. */
    void dropLinks() {
        sessions.forEach(SMPPServerSession::close);
        sessions.clear();
    }

    @Override
    public SubmitSmResult onAcceptSubmitSm(SubmitSm submit, SMPPServerSession source) throws ProcessRequestException {
        Charset charset = switch (submit.getDataCoding()) {
            case 0x08 -> StandardCharsets.UTF_16BE;
            case (byte) 0x84 -> Charset.forName("x-windows-949");
            default -> StandardCharsets.US_ASCII;
        };
        byte[] bytes = submit.getOptionalParameter(OptionalParameter.Tag.MESSAGE_PAYLOAD)
                        instanceof OptionalParameter.Message_payload payload
                ? payload.getValue()
                : submit.getShortMessage();
        Submission submission = new Submission(
                String.valueOf(lastId.incrementAndGet()),
                submit.getSourceAddr(),
                submit.getDestAddress(),
                submit.getDataCoding(),
                submit.getRegisteredDelivery() != 0,
                new String(bytes, charset));
        submissions.add(submission);
        answer.to(submission);
        accepted.put(submission.id(), submission);
        try {
            return new SubmitSmResult(new MessageId(submission.id()), new OptionalParameter[0]);
        } catch (PDUStringException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public SubmitMultiResult onAcceptSubmitMulti(SubmitMulti submit, SMPPServerSession source)
            throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public QuerySmResult onAcceptQuerySm(QuerySm query, SMPPServerSession source) {
        return new QuerySmResult("", state, (byte) 0);
    }

    @Override
    public void onAcceptReplaceSm(ReplaceSm replace, SMPPServerSession source) throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public void onAcceptCancelSm(CancelSm cancel, SMPPServerSession source) throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public BroadcastSmResult onAcceptBroadcastSm(BroadcastSm broadcast, SMPPServerSession source)
            throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public void onAcceptCancelBroadcastSm(CancelBroadcastSm cancel, SMPPServerSession source)
            throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public QueryBroadcastSmResult onAcceptQueryBroadcastSm(QueryBroadcastSm query, SMPPServerSession source)
            throws ProcessRequestException {
        throw unsupported();
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm data, Session source) throws ProcessRequestException {
        throw unsupported();
    }

    private static ProcessRequestException unsupported() {
        return refusal(0x03);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dropLinks();
        threads.shutdownNow();
        receiptThreads.shutdownNow();
    }
}
