/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user with a data folder, a keyring in a file and a Payroc of the test's own; used as if everything were
 * synchronous. */
#pragma once

#include "core-fixture.h"
#include "core/session/pl-workspace.h"

G_BEGIN_DECLS

#define WORKSPACE_KEY "key-of-the-merchant"

typedef struct
{
  char           *directory;
  PlTestPractice *practice;
  PlWorkspace    *workspace;
} WorkspaceFixture;

/* Before anything of libsecret is used: once, in main(). */
void       workspace_use_keyring_file (void);
void       workspace_break_keyring    (void);
void       workspace_mend_keyring     (void);
void       workspace_forget_key       (PlAccount         *account);
void       workspace_put_key          (PlAccount         *account,
                                       const char        *key);
/* Returns: (nullable): what the keyring has, to be freed with g_free(). */
char      *workspace_find_key         (PlAccount         *account);

void       workspace_set_up           (WorkspaceFixture  *fixture,
                                       gconstpointer      data);
void       workspace_tear_down        (WorkspaceFixture  *fixture,
                                       gconstpointer      data);
void       workspace_reopen           (WorkspaceFixture  *fixture);

/* With the practice server's addresses, WORKSPACE_KEY, and a check. */
void       workspace_request          (WorkspaceFixture  *fixture,
                                       PlConnectRequest  *request);
PlAccount *workspace_connect          (WorkspaceFixture  *fixture,
                                       PlConnectRequest  *request,
                                       GError           **error);
PlAccount *workspace_connect_shop     (WorkspaceFixture  *fixture);
/* With that key, which Payroc is not asked about. */
PlAccount *workspace_connect_unchecked (WorkspaceFixture *fixture,
                                       const char        *key);
PlAccount *workspace_try_out          (WorkspaceFixture  *fixture);
void       workspace_assert_ready     (PlSession         *session,
                                       PlSessionState     state);
gboolean   workspace_replace_key      (PlSession         *session,
                                       const char        *key,
                                       gboolean           session_only,
                                       GError           **error);
PlIntent  *workspace_create           (PlSession         *session,
                                       const char        *reference);
void       workspace_settle           (PlSession         *session,
                                       PlIntent          *intent);
/* The field that an error is about. */
void       workspace_assert_field     (const GError      *error,
                                       const char        *parameter,
                                       PayrocFieldReason  reason);

G_END_DECLS
