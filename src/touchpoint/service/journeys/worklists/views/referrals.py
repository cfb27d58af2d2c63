"""A support provider's own list: the referrals that reached them."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from touchpoint.calendar import local_day
from touchpoint.service.journeys.pages.views import seeing
from touchpoint.service.journeys.raw import rows
from touchpoint.service.organisation.opening import opened_by
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.requests import StaffRequest
from touchpoint.service.organisation.roles import Role
from touchpoint.service.ui.pages import page
from touchpoint.service.ui.paging import asked_page, of_one_more

A_PAGE: int = 25
_REFERRALS = """
SELECT r.*,
    count(*) FILTER (WHERE closed_on IS NULL AND accepted_on IS NULL) OVER () AS waiting,
    count(*) FILTER (WHERE closed_on IS NULL AND accepted_on IS NOT NULL) OVER () AS at_work
FROM (
SELECT t.journey_id, min(t.happened_on) FILTER (WHERE t.kind = 'referral.sent') AS sent_on,
    min(t.happened_on) FILTER (WHERE t.kind = 'referral.accepted') AS accepted_on,
    min(t.happened_on) FILTER (WHERE t.kind = 'referral.closed') AS closed_on
FROM (
    -- Once it is sent again after it was closed, it begins anew.
    SELECT *, max(happened_at) FILTER (WHERE kind = 'referral.closed' AND happened_at < sent_last)
        OVER (PARTITION BY journey_id) AS closed_before
    FROM (
        SELECT *, max(happened_at) FILTER (WHERE kind = 'referral.sent')
            OVER (PARTITION BY journey_id) AS sent_last
        FROM journeys_touchpoint
        WHERE journey_id IN (SELECT journeys_of_provider())
            AND coalesce(result, '') IN ('', 'done', 'accepted')
    ) AS sent
) AS t
WHERE t.closed_before IS NULL OR t.happened_at > t.closed_before
GROUP BY t.journey_id
) AS r
ORDER BY closed_on IS NOT NULL, accepted_on IS NOT NULL, sent_on, journey_id
LIMIT %s OFFSET %s
"""


@opened_by(Permission.SEE_JOURNEY)
@require_safe
def referrals(request: StaffRequest) -> HttpResponse:
    """Those that wait to be accepted first, then those at work, then those that are closed."""
    if request.staff.role != Role.PROVIDER:
        raise Http404
    number = asked_page(request)
    found = rows(_REFERRALS, [A_PAGE + 1, (number - 1) * A_PAGE])
    shown, paging = of_one_more(found, number=number, size=A_PAGE, query=request.GET)
    context = {
        "provider": request.staff.provider,
        "found": shown,
        "paging": paging,
        "waiting": found[0]["waiting"] if found else 0,
        "at_work": found[0]["at_work"] if found else 0,
        "today": local_day(seeing.moment()),
    }
    return page(request, "journeys/worklists/referrals.html", context)
