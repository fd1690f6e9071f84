/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A practice server of a test's own. Everything is synchronous, and aborts the test when the server does not do it. */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _PlTestPractice PlTestPractice;

/* Options as on the command line, NULL-terminated; see paylinks-practice --help. */
PlTestPractice *pl_test_practice_new               (const char     *first_option,
                                                    ...);
/* The same by array; NULL for no options. */
PlTestPractice *pl_test_practice_newv              (const char *const *options);
/* Lets go: the server ends by itself, as it does when its program dies. Waits until it is gone. */
void            pl_test_practice_free              (PlTestPractice *self);
/* SIGKILL. Afterwards only free() is of use; start another on the same --state. */
void            pl_test_practice_kill              (PlTestPractice *self);

const char     *pl_test_practice_get_api_url       (PlTestPractice *self); /* with /v1 */
const char     *pl_test_practice_get_identity_url  (PlTestPractice *self); /* with /authorize */
const char     *pl_test_practice_get_control_url   (PlTestPractice *self);
const char     *pl_test_practice_get_api_key       (PlTestPractice *self);
const char     *pl_test_practice_get_terminal      (PlTestPractice *self);
const char     *pl_test_practice_get_currency      (PlTestPractice *self);
gboolean        pl_test_practice_get_was_running   (PlTestPractice *self); /* another start served that --state */
int             pl_test_practice_get_pid           (PlTestPractice *self);

/* Any control command: method, "faults", body as JSON text (nullable). (transfer full) (nullable): its reply. */
JsonNode       *pl_test_practice_control           (PlTestPractice *self,
                                                    const char     *method,
                                                    const char     *command,
                                                    const char     *body);

/* printf-like; the result is a fault or an array of faults: "{'operation':'createLink','kind':'cutAfter'}" with '
 * instead of " is understood. */
void            pl_test_practice_add_fault         (PlTestPractice *self,
                                                    const char     *format,
                                                    ...) G_GNUC_PRINTF (2, 3);
void            pl_test_practice_clear_faults      (PlTestPractice *self);
/* Forgets all faults, and ends every delay that a request is held up by. */
void            pl_test_practice_release           (PlTestPractice *self);
/* In a fault: whoever is hit waits until that, however slow the test is. */
#define PL_TEST_PRACTICE_HOLD "'kind':'delay','ms':3600000"

/* Requests so far, oldest first. operation: (nullable) all. (transfer full): an array. */
JsonArray      *pl_test_practice_get_requests      (PlTestPractice *self,
                                                    const char     *operation);
guint           pl_test_practice_count_requests    (PlTestPractice *self,
                                                    const char     *operation);
void            pl_test_practice_clear_requests    (PlTestPractice *self);
/* link_id: (nullable) all. (transfer full): an array. */
JsonArray      *pl_test_practice_get_mails         (PlTestPractice *self,
                                                    const char     *link_id);
guint           pl_test_practice_count_mails       (PlTestPractice *self,
                                                    const char     *link_id);
/* The newest 1,000 rows: {"counts", "links", "sharingEvents", "payments"}. (transfer full) */
JsonObject     *pl_test_practice_get_state         (PlTestPractice *self);
guint           pl_test_practice_count_links       (PlTestPractice *self);

/* The customer pays; amount 0: what the link asks for. (transfer full): the paymentId. */
char           *pl_test_practice_pay               (PlTestPractice *self,
                                                    const char     *link_id,
                                                    gint64          amount);
void            pl_test_practice_refund            (PlTestPractice *self,
                                                    const char     *payment_id,
                                                    gint64          amount);
void            pl_test_practice_move_clock        (PlTestPractice *self,
                                                    gint64          offset_seconds); /* from the computer's clock */
void            pl_test_practice_set_clock         (PlTestPractice *self,
                                                    const char     *iso8601);
void            pl_test_practice_expire_tokens     (PlTestPractice *self);
/* Makes links at once; for lists. */
void            pl_test_practice_seed              (PlTestPractice *self,
                                                    guint           count);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlTestPractice, pl_test_practice_free)

G_END_DECLS
