package org.chukei.connector.ra;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** The container's work manager as an executor, for the event loops. */
record ContainerThreads(WorkManager workManager) implements Executor {

  @Override
  public void execute(Runnable task) {
    try {
      workManager.scheduleWork(new Task(task));
    } catch (WorkException e) {
      throw new RejectedExecutionException("the container gives no thread", e);
    }
  }

  private record Task(Runnable task) implements Work {

    @Override
    public void run() {
      task.run();
    }

    @Override
    public void release() {
      // The server is closed by the adapter, which ends its loops.
    }
  }
}
