"""Whether the service is well, for whoever watches it; it says nothing of anybody."""

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
@transaction.non_atomic_requests
def health(_: HttpRequest) -> JsonResponse:
    """200 where the database answers, 503 where it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"well": False}, status=503)
    return JsonResponse({"well": True})


# In the words of organisation.opening, which this room does not import: anyone may ask.
health.opening = "anyone"  # type: ignore[attr-defined] # a mark that the middleware reads
