package kr.dure.addons.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import kr.dure.web.Operations;
import kr.dure.web.Operations.Operation;

/** Work on an add-on as an operation, whose progress goes over the live stream. */
final class Runs {
    private final Operations operations;

    Runs(Operations operations) {
        this.operations = operations;
    }

    /** Starts it and answers how it stands. */
    <T> Operation start(Function<Steps, T> work) {
        return operations.start(progress -> work.apply(progress::report));
    }

    /** Starts it and waits for its end, whose result or problem is this method's. */
    <T> T await(Function<Steps, T> work) {
        CompletableFuture<T> end = new CompletableFuture<>();
        operations.start(progress -> {
            try {
                end.complete(work.apply(progress::report));
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
                throw e;
            }
        });
        try {
            return end.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
