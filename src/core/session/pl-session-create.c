/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a session hands out to those who show an account: made anew for each of them. */
#include "pl-session-private.h"

/**
 * pl_session_create_details:
 * @self: a session
 * @link_id: a link's id
 *
 * Returns: (transfer full): that link in full, to be loaded and updated
 */
PlLinkDetails *
pl_session_create_details (PlSession  *self,
                           const char *link_id)
{
  PlAccount *account;

  g_return_val_if_fail (PL_IS_SESSION (self), NULL);
  g_return_val_if_fail (link_id != NULL, NULL);

  account = pl_session_get_account (self);

  return pl_link_details_new (pl_account_get_id (account), pl_account_get_terminal (account), link_id,
                              pl_session_get_database (self), pl_session_get_client (self),
                              pl_session_get_feed (self));
}

/**
 * pl_session_create_link_list:
 * @self: a session
 *
 * Returns: (transfer full): the account's links, to be searched and shown
 */
PlLinkList *
pl_session_create_link_list (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return pl_link_list_new (pl_account_get_id (pl_session_get_account (self)), pl_session_get_database (self),
                           pl_session_get_feed (self), pl_today_get_default ());
}

/**
 * pl_session_create_bulk:
 * @self: a session
 * @picks: links of its list
 *
 * Returns: (transfer full): these links, as they are picked now, to be changed, sent or switched off in one go
 */
PlBulk *
pl_session_create_bulk (PlSession   *self,
                        PlLinkPicks *picks)
{
  g_autoptr (PlSharingSurvey) survey = NULL;
  g_autoptr (GArray) rows = NULL;
  PlAccount *account;

  g_return_val_if_fail (PL_IS_SESSION (self), NULL);
  g_return_val_if_fail (PL_IS_LINK_PICKS (picks), NULL);

  account = pl_session_get_account (self);
  rows = pl_link_picks_get_rows (picks);
  survey = pl_sharing_survey_new (pl_account_get_id (account), pl_account_get_terminal (account),
                                  pl_session_get_database (self), pl_session_get_client (self));

  return pl_bulk_new (pl_account_get_id (account), pl_session_get_database (self), pl_session_get_outbox (self),
                      pl_session_get_feed (self), survey, rows);
}

/**
 * pl_session_create_payment_cover:
 * @self: a session
 *
 * Returns: (transfer full): tells of which of the account's links the payments are known, and asks for the others
 */
PlPaymentCover *
pl_session_create_payment_cover (PlSession *self)
{
  PlAccount *account;

  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  account = pl_session_get_account (self);

  return pl_payment_cover_new (pl_account_get_id (account), pl_account_get_terminal (account),
                               pl_session_get_database (self), pl_session_get_client (self),
                               pl_session_get_feed (self));
}

/**
 * pl_session_create_link_views:
 * @self: a session
 *
 * Returns: (transfer full): the account's saved views
 */
PlLinkViews *
pl_session_create_link_views (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return pl_link_views_new (pl_account_get_id (pl_session_get_account (self)), pl_session_get_database (self));
}

/**
 * pl_session_create_template_list:
 * @self: a session
 *
 * Returns: (transfer full): the account's templates of new links
 */
PlTemplateList *
pl_session_create_template_list (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return pl_template_list_new (pl_account_get_id (pl_session_get_account (self)), pl_session_get_database (self));
}

/**
 * pl_session_create_notice_board:
 * @self: a session
 *
 * Returns: (transfer full): what the merchant is to be told about this account
 */
PlNoticeBoard *
pl_session_create_notice_board (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return pl_notice_board_new (pl_account_get_id (pl_session_get_account (self)), pl_session_get_database (self));
}

/**
 * pl_session_create_overview:
 * @self: a session
 *
 * Returns: (transfer full): how the account stands, to be shown
 */
PlOverview *
pl_session_create_overview (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return pl_overview_new (&(PlOverviewSetup) {
    .account = pl_account_get_id (pl_session_get_account (self)),
    .database = pl_session_get_database (self),
    .feed = pl_session_get_feed (self),
    .refresh = pl_session_get_refresh (self),
    .watcher = pl_session_get_watcher (self),
    .today = pl_today_get_default (),
  });
}

/**
 * pl_session_create_import:
 * @self: a session
 *
 * Returns: (transfer full): a table to be made into links of this account
 */
PlImport *
pl_session_create_import (PlSession *self)
{
  PlAccount *account;

  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  account = pl_session_get_account (self);

  return pl_import_new (pl_account_get_id (account), pl_account_get_currency (account),
                        pl_session_get_database (self), pl_session_get_outbox (self));
}

/**
 * pl_session_create_export:
 * @self: a session
 *
 * Returns: (transfer full): what writes this account's links and payments into a file
 */
PlExport *
pl_session_create_export (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return pl_export_new (pl_account_get_id (pl_session_get_account (self)), pl_session_get_database (self));
}

/**
 * pl_session_create_probe:
 * @self: a session
 * @link: a link of the account that a customer is shown
 *
 * Returns: (transfer full): looks at that link alone, once it is started
 */
PlLinkProbe *
pl_session_create_probe (PlSession  *self,
                         PayrocLink *link)
{
  PlLinkProbeSetup setup;
  PlAccount *account;

  g_return_val_if_fail (PL_IS_SESSION (self), NULL);
  g_return_val_if_fail (PAYROC_IS_LINK (link), NULL);

  account = pl_session_get_account (self);
  setup = (PlLinkProbeSetup) {
    .account = pl_account_get_id (account),
    .terminal = pl_account_get_terminal (account),
    .is_practice = pl_account_get_kind (account) == PL_ACCOUNT_PRACTICE,
    .database = pl_session_get_database (self),
    .client = pl_session_get_client (self),
    .feed = pl_session_get_feed (self),
  };

  return pl_link_probe_new (&setup, link);
}

/**
 * pl_session_create_people:
 * @self: a session
 *
 * Returns: (transfer full): everybody who was sent a link of this account
 */
PlPeople *
pl_session_create_people (PlSession *self)
{
  g_return_val_if_fail (PL_IS_SESSION (self), NULL);

  return pl_people_new (pl_account_get_id (pl_session_get_account (self)), pl_session_get_database (self),
                        pl_session_get_feed (self));
}
