package org.chukei.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.chukei", importOptions = ImportOption.DoNotIncludeTests.class)
class AdapterWallsTest {

  @ArchTest
  static final ArchRule the_vocabulary_is_plain_java =
      classes()
          .that()
          .resideInAnyPackage("org.chukei.smtp", "org.chukei.network")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.chukei.smtp", "org.chukei.network")
          .because("both sides of the adapter share it, and it must outlive any of them");

  @ArchTest
  static final ArchRule the_session_is_plain_java =
      classes()
          .that()
          .resideInAPackage("org.chukei.connector.session")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.chukei.smtp",
              "org.chukei.network",
              "org.chukei.config",
              "org.chukei.connector.api",
              "org.chukei.connector.session")
          .because("the protocol is proven without sockets, threads and container");

  @ArchTest
  static final ArchRule the_session_never_blocks =
      noClasses()
          .that()
          .resideInAPackage("org.chukei.connector.session")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent..", "java.nio.channels..", "java.nio.file..")
          .because("it runs on the event loop, together with hundreds of others");

  @ArchTest
  static final ArchRule netty_is_known_in_one_package =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.chukei.connector.netty")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..")
          .because("octets are its business and nobody else's");

  @ArchTest
  static final ArchRule the_container_is_known_in_one_package =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.chukei.connector.ra")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta..")
          .because("the rest runs, and is tested, without one");

  @ArchTest
  static final ArchRule threads_come_from_the_container =
      noClasses()
          .should()
          .callConstructor(Thread.class)
          .orShould()
          .callConstructor(Thread.class, Runnable.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.Executors")
          .because("a container that is stopped must know every thread");

  @ArchTest
  static final ArchRule there_are_no_cycles =
      slices()
          .matching("org.chukei.(**)")
          .should()
          .beFreeOfCycles()
          .because("what knows each other is one thing");
}
