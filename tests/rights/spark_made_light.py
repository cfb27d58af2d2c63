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
    f"--conf spark.sql.warehouse.dir={tempfile.gettempdir()}/spark-warehouse "
    '--driver-java-options "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 '
    '-XX:ReservedCodeCacheSize=256m" pyspark-shell'
)

WITH_CHECKPOINTS = (
    f"--conf spark.checkpoint.dir={tempfile.gettempdir()}/spark-checkpoints "
    f"--conf spark.cleaner.referenceTracking.cleanCheckpoints=true {MADE_LIGHT}"
)
"""With a place for checkpoints, so that long plans are cut short: a fifth of the time is saved."""
