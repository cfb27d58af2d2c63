"""Settings with which Spark judges few rows at the least cost.

One thread, no page in the browser and no step for every core. The rows are few and the plans long:
what Spark would do to be quick with many rows takes most of the time.
"""

import tempfile

MADE_LIGHT = (
    "--master local[1] --conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=1 "
    "--conf spark.default.parallelism=1 --conf spark.sql.adaptive.enabled=false "
    "--conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN "
    "--conf spark.sql.autoBroadcastJoinThreshold=-1 --conf spark.driver.memory=1g "
    # So that one session can be tried with a place for checkpoints and without.
    "--conf spark.sql.legacy.setCommandRejectsSparkCoreConfs=false "
    f"--conf spark.checkpoint.dir={tempfile.gettempdir()}/spark-checkpoints "
    "--conf spark.cleaner.referenceTracking.cleanCheckpoints=true "
    f"--conf spark.sql.warehouse.dir={tempfile.gettempdir()}/spark-warehouse "
    '--driver-java-options "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 '
    '-XX:ReservedCodeCacheSize=256m" pyspark-shell'
)
