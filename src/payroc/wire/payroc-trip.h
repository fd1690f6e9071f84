/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message out and its reply back; to give it up is immediate, whatever libsoup is busy with. */
#pragma once

#include <libsoup/soup.h>

#include "payroc-transport.h"

G_BEGIN_DECLS

typedef struct _PayrocTrip PayrocTrip;

/* How it ended: either a reply or an error. */
typedef struct
{
  PayrocReply *reply;            /* (owned) (nullable) any complete answer but a redirect */
  GError      *error;            /* (owned) (nullable) PAYROC_ERROR; outcome_unknown is the exchange's to say */
  GError      *cause;            /* (owned) (nullable) what lay beneath it, for the policy */
  gboolean     sent;             /* bytes may have left */
  gboolean     reused;           /* it went out on a kept-alive connection */
  char        *retry_after;      /* (owned) (nullable) as received */
  char        *rate_limit_reset; /* (owned) (nullable) as received */
} PayrocTripResult;

/* Takes nothing; may steal members of result. */
typedef void (*PayrocTripFunc) (PayrocTripResult *result, gpointer user_data);

PayrocTrip *payroc_trip_start           (SoupSession         *session,
                                         const PayrocRequest *request,
                                         gboolean             new_connection,
                                         gsize                max_reply_bytes,
                                         PayrocTripFunc       done,
                                         gpointer             user_data);
gboolean    payroc_trip_abandon         (PayrocTrip          *self);
void        payroc_trip_tune_connection (GSocketClientEvent   event,
                                         GIOStream           *connection);

G_END_DECLS
