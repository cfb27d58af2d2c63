"""How the embedded Postgres is set up: for one machine, many small questions and nobody's names."""

import os
from typing import Final

MEGABYTE: Final = 1024 * 1024
LEAST_SHARED: Final = 128
MOST_SHARED: Final = 2048


def tuning() -> dict[str, str]:
    """The settings that the server is started with."""
    memory = _memory_megabytes()
    shared = min(max(memory // 8, LEAST_SHARED), MOST_SHARED)
    return {
        # Whoever may reach the socket still needs a password; nothing listens on the network.
        "listen_addresses": "",
        "password_encryption": "scram-sha-256",
        # An acknowledged touchpoint is on the disk.
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "shared_buffers": f"{shared}MB",
        "effective_cache_size": f"{max(memory // 2, LEAST_SHARED)}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "256MB",
        "max_connections": "60",
        # Nobody copies this server while it runs: a load into new tables is then written once.
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "max_wal_size": "2GB",
        "checkpoint_completion_target": "0.9",
        "random_page_cost": "1.1",
        # A page's question is over before a plan of machine code would be made.
        "jit": "off",
        # A worklist must not wait for helpers that other people's worklists have taken.
        "max_parallel_workers_per_gather": "0",
        "log_timezone": "UTC",
        "timezone": "Europe/London",
        **LOGS_WITHOUT_ROWS,
    }


LOGS_WITHOUT_ROWS: Final = {
    # A statement holds names and an error's detail quotes a row: neither is logged.
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_min_duration_statement": "-1",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
}


def _memory_megabytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // MEGABYTE
