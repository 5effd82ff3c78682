package org.chukei.deployed;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A relay whose database server neither answers nor goes away. */
class DatabaseHangsIT {

  @Test
  void a_stop_comes_to_its_end_and_loses_nothing_though_the_database_hangs() throws Exception {
    try (PostgresRelay world = PostgresRelay.start(Map.of())) {
      RunningRelay relay = world.relay();
      try (Traffic traffic = new Traffic(relay, world.hop())) {
        traffic.begin(4);
        traffic.awaitMore(200);
        world.postgres().freeze();
        try {
          traffic.awaitMore(200);

          relay.terminate(); // which fails where the server does not end by itself
          traffic.end();
        } finally {
          world.postgres().thaw();
        }
        relay.start();
        traffic.awaitAllAnsweredFor();
      }
    }
  }
}
