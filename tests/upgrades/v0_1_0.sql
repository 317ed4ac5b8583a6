BEGIN TRANSACTION;
CREATE TABLE addresses (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	channel VARCHAR(12) NOT NULL, 
	chat VARCHAR(64) NOT NULL, 
	gone_at DATETIME, 
	created_at DATETIME NOT NULL,
	CONSTRAINT fk_addresses_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT pk_addresses PRIMARY KEY (id),
	CONSTRAINT uq_addresses_channel UNIQUE (channel, chat)
);
INSERT INTO "addresses" VALUES(1,1,'telegram','4000001',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(2,2,'telegram','4000002',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(3,3,'telegram','4000003',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(5,5,'telegram','4000005',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(6,6,'telegram','4000006',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(7,7,'telegram','4000007',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(8,8,'telegram','4000008',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(9,9,'telegram','4000009','2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(10,10,'telegram','4000010',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(11,11,'telegram','4000013',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(12,12,'telegram','4000014',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(13,13,'telegram','4000015',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(14,14,'telegram','4000016',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(15,15,'telegram','4000017',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(16,16,'telegram','4000018',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(17,17,'page','santri',NULL,'2026-11-24 03:00:00.000000');
INSERT INTO "addresses" VALUES(18,18,'telegram','4000011',NULL,'2026-11-24 03:00:32.000000');
INSERT INTO "addresses" VALUES(19,19,'telegram','4000012',NULL,'2026-11-24 03:00:32.000000');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL,
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	actor_id INTEGER, 
	action VARCHAR(40) NOT NULL, 
	subject VARCHAR(60) NOT NULL, 
	detail JSON NOT NULL, 
	at DATETIME NOT NULL,
	CONSTRAINT fk_audit_actor_id_people FOREIGN KEY(actor_id) REFERENCES people (id) ON DELETE SET NULL,
	CONSTRAINT pk_audit PRIMARY KEY (id)
);
INSERT INTO "audit" VALUES(1,1,'change role','person:2','{"role": "organiser"}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(2,1,'invite','role:organiser','{}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(3,3,'redeem invitation','person:3','{"role": "organiser"}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(4,NULL,'give role','person:4','{"before": "member", "after": "organiser"}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(5,2,'create event','event:1','{}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(6,2,'publish event','event:1','{}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(7,2,'create event','event:2','{}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(8,2,'publish event','event:2','{}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(9,2,'create event','event:3','{}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(10,3,'create event','event:4','{}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(11,3,'publish event','event:4','{}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(12,2,'create event','event:5','{}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(13,2,'publish event','event:5','{}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(14,2,'change event','event:1','{}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(15,3,'cancel event','event:4','{}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(16,2,'send broadcast','broadcast:1','{"recipients": 15}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(17,2,'resend broadcast','broadcast:1','{"finished": 13, "after": 0}','2026-11-24 03:00:00.000000');
INSERT INTO "audit" VALUES(18,2,'export broadcast','broadcast:1','{"recipients": 15}','2026-11-24 03:00:04.000000');
INSERT INTO "audit" VALUES(19,2,'send broadcast','broadcast:2','{"recipients": 15}','2026-11-24 03:00:04.000000');
INSERT INTO "audit" VALUES(20,3,'submit broadcast','broadcast:4','{}','2026-11-24 03:00:12.000000');
INSERT INTO "audit" VALUES(21,2,'reject broadcast','broadcast:4','{}','2026-11-24 03:00:12.000000');
INSERT INTO "audit" VALUES(22,3,'submit broadcast','broadcast:4','{}','2026-11-24 03:00:12.000000');
INSERT INTO "audit" VALUES(23,2,'send broadcast','broadcast:4','{"recipients": 15}','2026-11-24 03:00:12.000000');
INSERT INTO "audit" VALUES(24,2,'approve broadcast','broadcast:4','{}','2026-11-24 03:00:12.000000');
INSERT INTO "audit" VALUES(25,3,'submit broadcast','broadcast:5','{}','2026-11-24 03:00:16.000000');
INSERT INTO "audit" VALUES(26,2,'schedule broadcast','broadcast:6','{"recipients": 15}','2026-11-24 03:00:16.000000');
INSERT INTO "audit" VALUES(27,2,'take back broadcast','broadcast:6','{}','2026-11-24 03:00:16.000000');
INSERT INTO "audit" VALUES(28,2,'schedule broadcast','broadcast:6','{"recipients": 15}','2026-11-24 03:00:16.000000');
INSERT INTO "audit" VALUES(29,1,'cancel broadcast','broadcast:6','{}','2026-11-24 03:00:16.000000');
INSERT INTO "audit" VALUES(30,2,'call broadcast urgent','broadcast:8','{}','2026-11-24 03:00:16.000000');
INSERT INTO "audit" VALUES(31,2,'schedule broadcast','broadcast:8','{"recipients": 15}','2026-11-24 03:00:16.000000');
INSERT INTO "audit" VALUES(32,3,'schedule broadcast','broadcast:9','{"recipients": 15}','2026-11-24 03:00:16.000000');
INSERT INTO "audit" VALUES(33,NULL,'schedule broadcast','broadcast:10','{"recipients": 15}','2026-11-24 03:00:16.000000');
INSERT INTO "audit" VALUES(34,3,'send broadcast','broadcast:11','{"recipients": 14}','2026-11-24 03:00:16.000000');
INSERT INTO "audit" VALUES(35,3,'cancel broadcast','broadcast:11','{}','2026-11-24 03:00:16.000000');
INSERT INTO "audit" VALUES(36,3,'send broadcast','broadcast:12','{"recipients": 14}','2026-11-24 03:00:20.000000');
INSERT INTO "audit" VALUES(37,3,'pause broadcast','broadcast:12','{}','2026-11-24 03:00:20.000000');
INSERT INTO "audit" VALUES(38,NULL,'retry letter','letter:in-494','{}','2026-11-24 03:00:24.000000');
INSERT INTO "audit" VALUES(39,NULL,'retry letter','letter:in-495','{}','2026-11-24 03:00:24.000000');
INSERT INTO "audit" VALUES(40,NULL,'retry letter','letter:out-633','{}','2026-11-24 03:00:24.000000');
INSERT INTO "audit" VALUES(41,NULL,'retry letter','letter:out-634','{}','2026-11-24 03:00:24.000000');
INSERT INTO "audit" VALUES(42,NULL,'drop letter','letter:in-498','{}','2026-11-24 03:00:24.000000');
INSERT INTO "audit" VALUES(43,NULL,'drop letter','letter:in-499','{}','2026-11-24 03:00:24.000000');
INSERT INTO "audit" VALUES(44,NULL,'drop letter','letter:out-633','{}','2026-11-24 03:00:24.000000');
INSERT INTO "audit" VALUES(45,NULL,'drop letter','letter:out-634','{}','2026-11-24 03:00:24.000000');
INSERT INTO "audit" VALUES(46,NULL,'drop letter','letter:out-639','{}','2026-11-24 03:00:24.000000');
INSERT INTO "audit" VALUES(47,NULL,'drop letter','letter:out-640','{}','2026-11-24 03:00:24.000000');
INSERT INTO "audit" VALUES(48,2,'send broadcast','broadcast:13','{"recipients": 14}','2026-11-24 03:00:24.000000');
INSERT INTO "audit" VALUES(49,2,'pause broadcast','broadcast:13','{}','2026-11-24 03:00:24.000000');
INSERT INTO "audit" VALUES(50,2,'continue broadcast','broadcast:13','{"finished": 4, "after": 4}','2026-11-24 03:00:28.000000');
INSERT INTO "audit" VALUES(51,1,'invite','role:admin','{}','2026-11-24 03:00:32.000000');
INSERT INTO "audit" VALUES(52,1,'change role','person:15','{"role": "organiser"}','2026-11-24 03:00:32.000000');
INSERT INTO "audit" VALUES(53,2,'cancel event','event:5','{}','2026-11-24 03:00:32.000000');
CREATE TABLE broadcast_answers (
	broadcast_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	choice SMALLINT NOT NULL, 
	answered_at DATETIME NOT NULL,
	CONSTRAINT fk_broadcast_answers_broadcast_id_broadcasts FOREIGN KEY(broadcast_id) REFERENCES broadcasts (id) ON DELETE CASCADE,
	CONSTRAINT fk_broadcast_answers_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT pk_broadcast_answers PRIMARY KEY (broadcast_id, person_id)
);
INSERT INTO "broadcast_answers" VALUES(1,5,0,'2026-11-24 03:00:00.000000');
INSERT INTO "broadcast_answers" VALUES(1,7,1,'2026-11-24 03:00:00.000000');
CREATE TABLE broadcast_bodies (
	broadcast_id INTEGER NOT NULL, 
	language VARCHAR(5) NOT NULL, 
	body TEXT NOT NULL,
	CONSTRAINT fk_broadcast_bodies_broadcast_id_broadcasts FOREIGN KEY(broadcast_id) REFERENCES broadcasts (id) ON DELETE CASCADE,
	CONSTRAINT pk_broadcast_bodies PRIMARY KEY (broadcast_id, language)
);
INSERT INTO "broadcast_bodies" VALUES(1,'id','{"html":"Pendaftaran pelatihan kemasan dibuka sampai Jumat.","rows":[[{"label":"Ikut","data":"broadcast_message.answer:1:0"},{"label":"Tidak","data":"broadcast_message.answer:1:1"}],[{"label":"Lihat acara","data":"broadcast_card.open_:1"}],[{"label":"Atur langganan","data":"subscriptions.under_broadcast:pelatihan"}]]}');
INSERT INTO "broadcast_bodies" VALUES(1,'en','{"html":"Registration for the packaging course is open.","rows":[[{"label":"Ikut","data":"broadcast_message.answer:1:0"},{"label":"Tidak","data":"broadcast_message.answer:1:1"}],[{"label":"See the event","data":"broadcast_card.open_:1"}],[{"label":"Choose what you get","data":"subscriptions.under_broadcast:pelatihan"}]]}');
INSERT INTO "broadcast_bodies" VALUES(1,'jv','{"html":"Pendaftaran pelatihan kemasan dibuka sampai Jumat.","rows":[[{"label":"Ikut","data":"broadcast_message.answer:1:0"},{"label":"Tidak","data":"broadcast_message.answer:1:1"}],[{"label":"Pirsani acara","data":"broadcast_card.open_:1"}],[{"label":"Tata langganan","data":"subscriptions.under_broadcast:pelatihan"}]]}');
INSERT INTO "broadcast_bodies" VALUES(2,'id','{"html":"Pengumuman yang ditolak aplikasinya.","rows":[[{"label":"Atur langganan","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(2,'en','{"html":"Pengumuman yang ditolak aplikasinya.","rows":[[{"label":"Choose what you get","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(2,'jv','{"html":"Pengumuman yang ditolak aplikasinya.","rows":[[{"label":"Tata langganan","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(4,'id','{"html":"Undangan rapat kerja OPOP.","rows":[[{"label":"Atur langganan","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(4,'en','{"html":"Undangan rapat kerja OPOP.","rows":[[{"label":"Choose what you get","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(4,'jv','{"html":"Undangan rapat kerja OPOP.","rows":[[{"label":"Tata langganan","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(11,'id','{"html":"Yang dihentikan di tengah jalan.","rows":[[{"label":"Atur langganan","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(11,'en','{"html":"Yang dihentikan di tengah jalan.","rows":[[{"label":"Choose what you get","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(11,'jv','{"html":"Yang dihentikan di tengah jalan.","rows":[[{"label":"Tata langganan","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(12,'id','{"html":"Yang dijeda di tengah jalan.","rows":[[{"label":"Atur langganan","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(12,'en','{"html":"Yang dijeda di tengah jalan.","rows":[[{"label":"Choose what you get","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(12,'jv','{"html":"Yang dijeda di tengah jalan.","rows":[[{"label":"Tata langganan","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(13,'id','{"html":"Yang sedang dikirim.","rows":[[{"label":"Atur langganan","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(13,'en','{"html":"Yang sedang dikirim.","rows":[[{"label":"Choose what you get","data":"subscriptions.under_broadcast:pengumuman"}]]}');
INSERT INTO "broadcast_bodies" VALUES(13,'jv','{"html":"Yang sedang dikirim.","rows":[[{"label":"Tata langganan","data":"subscriptions.under_broadcast:pengumuman"}]]}');
CREATE TABLE broadcast_texts (
	broadcast_id INTEGER NOT NULL, 
	language VARCHAR(5) NOT NULL, 
	html TEXT NOT NULL,
	CONSTRAINT fk_broadcast_texts_broadcast_id_broadcasts FOREIGN KEY(broadcast_id) REFERENCES broadcasts (id) ON DELETE CASCADE,
	CONSTRAINT pk_broadcast_texts PRIMARY KEY (broadcast_id, language)
);
INSERT INTO "broadcast_texts" VALUES(1,'en','Registration for the packaging course is open.');
INSERT INTO "broadcast_texts" VALUES(14,'en','A draft.');
CREATE TABLE "broadcasts" (
	id INTEGER NOT NULL, 
	created_by INTEGER, 
	html TEXT NOT NULL, 
	photo_id INTEGER, 
	audience JSON NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	recipients INTEGER NOT NULL, 
	created_at DATETIME NOT NULL, 
	started_at DATETIME, 
	finished_at DATETIME, 
	document_id INTEGER, 
	choices JSON DEFAULT '[]' NOT NULL, 
	card VARCHAR(40), 
	topic VARCHAR(24) DEFAULT 'pengumuman' NOT NULL, 
	urgent BOOLEAN DEFAULT 0 NOT NULL, 
	send_at DATETIME, 
	approved_by INTEGER, 
	reason TEXT, 
	taken_to BIGINT DEFAULT '0' NOT NULL, 
	take_until BIGINT, totals JSON,
	CONSTRAINT fk_broadcasts_approved_by_people FOREIGN KEY(approved_by) REFERENCES people (id) ON DELETE SET NULL,
	CONSTRAINT fk_broadcasts_created_by_people FOREIGN KEY(created_by) REFERENCES people (id) ON DELETE SET NULL,
	CONSTRAINT fk_broadcasts_document_id_media FOREIGN KEY(document_id) REFERENCES media (id) ON DELETE SET NULL,
	CONSTRAINT fk_broadcasts_photo_id_media FOREIGN KEY(photo_id) REFERENCES media (id) ON DELETE SET NULL,
	CONSTRAINT pk_broadcasts PRIMARY KEY (id)
);
INSERT INTO "broadcasts" VALUES(1,2,'Pendaftaran pelatihan kemasan dibuka sampai Jumat.',NULL,'{}','done',15,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL,'["Ikut", "Tidak"]','event:2','pelatihan',0,NULL,NULL,NULL,17,17,NULL);
INSERT INTO "broadcasts" VALUES(2,2,'Pengumuman yang ditolak aplikasinya.',NULL,'{}','stopped',15,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',NULL,'[]',NULL,'pengumuman',0,NULL,NULL,'Bad Request: can''t parse entities',17,17,NULL);
INSERT INTO "broadcasts" VALUES(3,2,'Pengumuman yang ditolak aplikasinya.',NULL,'{}','cancelled',0,'2026-11-24 03:00:12.000000',NULL,'2026-11-24 03:00:12.000000',NULL,'[]',NULL,'pengumuman',0,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "broadcasts" VALUES(4,3,'Undangan rapat kerja OPOP.',NULL,'{}','done',15,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL,'[]',NULL,'pengumuman',0,NULL,2,NULL,17,17,'{"sent": 15}');
INSERT INTO "broadcasts" VALUES(5,3,'Lowongan pendamping usaha santri.',NULL,'{}','approval',0,'2026-11-24 03:00:16.000000',NULL,NULL,NULL,'[]',NULL,'pengumuman',0,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "broadcasts" VALUES(6,2,'Jadwal yang berubah.',NULL,'{}','cancelled',0,'2026-11-24 03:00:16.000000',NULL,'2026-11-24 03:00:16.000000',NULL,'[]',NULL,'pengumuman',0,'2026-11-26 02:00:00.000000',NULL,NULL,0,NULL,NULL);
INSERT INTO "broadcasts" VALUES(7,2,'Kakak diundang ke acara ini:

<b>Temu Bisnis</b>
Rabu, 24 Maret 2027 · 10.00–16.00 WIB (16 Syawal 1448 H)
Hotel Grand Dafam, Surabaya

Ketik /acara untuk menjawab sebelum Rabu, 24 Maret 2027, 10.00 WIB.',NULL,'{"events": [1], "answers": ["yes", "maybe"]}','cancelled',0,'2026-11-24 03:00:16.000000',NULL,'2026-11-24 03:00:16.000000',NULL,'[]','event:1','acara',0,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "broadcasts" VALUES(8,2,'Listrik padam malam ini.',NULL,'{}','scheduled',0,'2026-11-24 03:00:16.000000',NULL,NULL,NULL,'[]',NULL,'pengumuman',1,'2026-11-25 15:00:00.000000',NULL,NULL,0,NULL,NULL);
INSERT INTO "broadcasts" VALUES(9,3,'Pengajian dan bazar besok pagi.',NULL,'{}','scheduled',0,'2026-11-24 03:00:16.000000',NULL,NULL,NULL,'[]',NULL,'pengumuman',0,'2026-11-25 01:00:00.000000',NULL,NULL,0,NULL,NULL);
INSERT INTO "broadcasts" VALUES(10,NULL,'Siaran tanpa penulis.',NULL,'{}','scheduled',0,'2026-11-24 03:00:16.000000',NULL,NULL,NULL,'[]',NULL,'pengumuman',0,'2026-11-26 01:00:00.000000',NULL,NULL,0,NULL,NULL);
INSERT INTO "broadcasts" VALUES(11,3,'Yang dihentikan di tengah jalan.',NULL,'{}','cancelled',14,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL,'[]',NULL,'pengumuman',0,NULL,NULL,NULL,17,17,NULL);
INSERT INTO "broadcasts" VALUES(12,3,'Yang dijeda di tengah jalan.',NULL,'{}','paused',14,'2026-11-24 03:00:20.000000','2026-11-24 03:00:20.000000',NULL,NULL,'[]',NULL,'pengumuman',0,NULL,NULL,NULL,17,17,NULL);
INSERT INTO "broadcasts" VALUES(13,2,'Yang sedang dikirim.',NULL,'{}','sending',14,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL,NULL,'[]',NULL,'pengumuman',0,NULL,NULL,NULL,17,17,NULL);
INSERT INTO "broadcasts" VALUES(14,2,'Draf yang belum dikirim.',NULL,'{"languages": ["id"]}','draft',0,'2026-11-24 03:00:32.000000',NULL,NULL,NULL,'["Ya", "Belum"]','event:1','pengumuman',0,NULL,NULL,NULL,0,NULL,NULL);
INSERT INTO "broadcasts" VALUES(15,1,'Draf admin.',NULL,'{}','draft',0,'2026-11-24 03:00:32.000000',NULL,NULL,NULL,'[]',NULL,'pengumuman',0,NULL,NULL,NULL,0,NULL,NULL);
CREATE TABLE consents (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	version VARCHAR(20) NOT NULL, 
	channel VARCHAR(12) NOT NULL, 
	language VARCHAR(5) NOT NULL, 
	given_at DATETIME NOT NULL, 
	withdrawn_at DATETIME,
	CONSTRAINT fk_consents_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT pk_consents PRIMARY KEY (id)
);
INSERT INTO "consents" VALUES(1,1,'2026-11','telegram','id','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(2,2,'2026-11','telegram','id','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(3,3,'2026-11','telegram','en','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(5,5,'2026-11','telegram','id','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(6,6,'2026-11','telegram','en','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(7,7,'2026-11','telegram','jv','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(8,8,'2026-11','telegram','id','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(9,9,'2026-11','telegram','id','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(10,10,'2026-11','telegram','id','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(11,11,'2026-11','telegram','id','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(12,12,'2026-11','telegram','id','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(13,13,'2026-11','telegram','id','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(14,14,'2026-11','telegram','id','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(15,15,'2026-11','telegram','en','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(16,16,'2026-11','telegram','jv','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(17,17,'2026-11','page','id','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "consents" VALUES(18,18,'2026-11','telegram','id','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "consents" VALUES(19,19,'2026-11','telegram','en','2026-11-24 03:00:32.000000',NULL);
CREATE TABLE drafts (
	id INTEGER NOT NULL, 
	address_id INTEGER NOT NULL, 
	form VARCHAR(40) NOT NULL, 
	target VARCHAR(40) NOT NULL, 
	answers JSON NOT NULL, 
	at VARCHAR(40) NOT NULL, 
	one_field BOOLEAN NOT NULL, 
	afterwards VARCHAR(64) NOT NULL, 
	album VARCHAR(64) NOT NULL, 
	album_over BOOLEAN NOT NULL, 
	paused BOOLEAN NOT NULL, 
	updated_at DATETIME NOT NULL,
	CONSTRAINT fk_drafts_address_id_addresses FOREIGN KEY(address_id) REFERENCES addresses (id) ON DELETE CASCADE,
	CONSTRAINT pk_drafts PRIMARY KEY (id),
	CONSTRAINT uq_drafts_address_id UNIQUE (address_id, form, target)
);
INSERT INTO "drafts" VALUES(5964318183271,10,'PesantrenpreneurForm','','{"koppontren": "Koppontren Baru"}','legal',0,'pillars.about:pesantrenpreneur','',0,0,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(11560757123735,2,'BroadcastTextForm','14-jv','{}','text',0,'','',0,1,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(23364084853774,18,'ProfileForm','','{"name": "Nur Azizah"}','pesantren',0,'','',0,0,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(34246264307572,12,'ProductForm','','{"flagship": true, "name": "Sabun Zaitun", "category": "kosmetik_herbal"}','price',0,'pillars.join:santripreneur','',0,0,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(38852684091777,2,'ChoicesForm','14','{}','labels',0,'','',0,1,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(47112604690232,7,'SosiopreneurForm','sosiopreneur','{"undertaking": "Kopi rakyat bersama warga sekitar", "employed": 3, "reached": 40, "turnover": 1500000}','reached',1,'pillars.about:sosiopreneur','',0,0,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(51978794605462,3,'BroadcastForm','','{"content": {"html": "", "photo": 8, "document": null, "alone": true}}','content',0,'','dewi-album',0,0,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(61178772469548,5,'ProductForm','2','{"name": "Sambal Bawang", "category": "makanan", "price": 25000, "unit": "bungkus", "capacity": 400, "description": "Renyah, dibuat di pondok.", "photos": null, "permits": [], "link": null, "flagship": false}','=',0,'products.show:2','',0,1,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(85272083774017,2,'ScheduleForm','14','{}','at',0,'','',0,0,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(85772064226536,15,'ProductForm','','{"flagship": true, "name": "Kopi", "category": "minuman", "price": 20000, "unit": "bungkus", "capacity": 400, "description": "Renyah, dibuat di pondok."}','photos',0,'','',0,1,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(86035892164726,6,'PesantrenpreneurForm','pesantrenpreneur','{"koppontren": "Koppontren Sidogiri", "legal": "in_progress", "members": 120, "turnover": 2500000, "employed": 6, "products": 4, "needs": ["sdm", "pemasaran"]}','needs',1,'pillars.about:pesantrenpreneur','',0,0,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(90903735844960,11,'ProductForm','','{"flagship": true, "name": "Kerudung", "category": "fesyen", "price": 45000, "unit": "bungkus", "capacity": 400, "description": "Renyah, dibuat di pondok.", "photos": null, "permits": [], "link": null}','=',0,'','',0,0,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(98962505701961,5,'SantripreneurForm','santripreneur','{"stage": "start_up", "turnover": 2500000, "social": "https://instagram.com/keripik", "flagship": 1}','stage',1,'pillars.about:santripreneur','',0,1,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(103158225697250,16,'SosiopreneurForm','','{"undertaking": "Warung makan bersama tetangga", "employed": 2}','reached',0,'pillars.about:sosiopreneur','',0,1,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(108486538342264,2,'PesantrenForm','14','{}','pesantren',0,'','',0,1,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(108869081352221,3,'EventForm','','{"name": "Sarasehan", "about": null, "starts": "2027-04-07T02:00:00Z", "ends": "2027-04-07T05:00:00Z", "place": {"name": "Aula Tebuireng", "latitude": null, "longitude": null}}','place',0,'','',0,1,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(110197527984636,2,'EventForm','3','{"name": "Bazar Santri", "about": null, "starts": "2027-03-27T02:00:00+00:00", "ends": "2027-03-27T08:00:00+00:00", "place": {"name": "Hotel Grand Dafam, Surabaya", "latitude": -7.265, "longitude": 112.74}, "seats": 100, "answer_before": null}','place',1,'','',0,1,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(112122056356029,7,'ProductForm','','{"flagship": true}','name',0,'','',0,1,'2026-11-24 03:00:24.000000');
INSERT INTO "drafts" VALUES(127211792281321,10,'ProfileForm','me','{"name": "Umar Faruq", "pesantren": 28, "belonging": "santri", "phone": "+6281234567890"}','phone',1,'','',0,1,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(127352674672739,8,'ProfileForm','me','{"name": "Lina Marlina", "pesantren": null, "belonging": "warga", "phone": null}','=',0,'','',0,1,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(128387467937153,13,'ProductForm','','{"flagship": true, "name": "Gantungan Kunci", "category": "kerajinan", "price": 5000, "unit": "bungkus", "capacity": 400, "description": "Renyah, dibuat di pondok.", "photos": [9, 10]}','photos',0,'','khadijah-album',0,0,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(132229638756313,2,'BroadcastForm','14','{}','content',0,'','',0,1,'2026-11-24 03:00:32.000000');
INSERT INTO "drafts" VALUES(138817919361681,19,'ProfileForm','','{"name": "Zaid", "pesantren": 0, "pesantren_name": "Pondok Zaid"}','region',0,'start.follow:p-TA3UEA','',0,0,'2026-11-24 03:00:32.000000');
CREATE TABLE enrolments (
	id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	pillar VARCHAR(24) NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	details JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	withdrawn_at DATETIME,
	CONSTRAINT fk_enrolments_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT pk_enrolments PRIMARY KEY (id)
);
INSERT INTO "enrolments" VALUES(1,5,'santripreneur','active','{"stage": "start_up", "turnover": 2500000, "social": "https://instagram.com/keripik", "flagship": 1, "products": 2}','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "enrolments" VALUES(2,6,'pesantrenpreneur','active','{"koppontren": "Koppontren Sidogiri", "legal": "in_progress", "members": 120, "turnover": 2500000, "employed": 6, "products": 4, "needs": ["sdm", "pemasaran"]}','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "enrolments" VALUES(3,7,'sosiopreneur','active','{"undertaking": "Kopi rakyat bersama warga sekitar", "employed": 3, "reached": 40, "turnover": 1500000}','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "enrolments" VALUES(4,16,'sosiopreneur','withdrawn','{"undertaking": "Warung makan bersama tetangga", "employed": 2, "reached": 10, "turnover": 0}','2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
CREATE TABLE events (
	id INTEGER NOT NULL, 
	title VARCHAR(120) NOT NULL, 
	description VARCHAR(1000) NOT NULL, 
	starts_at DATETIME NOT NULL, 
	ends_at DATETIME NOT NULL, 
	place_name VARCHAR(120) NOT NULL, 
	latitude FLOAT, 
	longitude FLOAT, 
	seats INTEGER NOT NULL, 
	taken INTEGER NOT NULL, 
	answer_before DATETIME, 
	status VARCHAR(24) NOT NULL, 
	created_by INTEGER, 
	created_at DATETIME NOT NULL, 
	published_at DATETIME, 
	cancelled_at DATETIME, 
	code VARCHAR(6) NOT NULL,
	CONSTRAINT ck_events_taken CHECK (taken >= 0 AND taken <= seats),
	CONSTRAINT fk_events_created_by_people FOREIGN KEY(created_by) REFERENCES people (id) ON DELETE SET NULL,
	CONSTRAINT pk_events PRIMARY KEY (id),
	CONSTRAINT uq_events_code UNIQUE (code)
);
INSERT INTO "events" VALUES(1,'Temu Bisnis','','2027-03-24 03:00:00.000000','2027-03-24 09:00:00.000000','Hotel Grand Dafam, Surabaya',-7.265,112.74,260,2,NULL,'published',2,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL,'UYHWUY');
INSERT INTO "events" VALUES(2,'Pelatihan Kemasan','','2027-03-25 02:00:00.000000','2027-03-25 08:00:00.000000','Hotel Grand Dafam, Surabaya',-7.265,112.74,1,1,NULL,'published',2,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL,'433QX6');
INSERT INTO "events" VALUES(3,'Bazar Santri','','2027-03-27 02:00:00.000000','2027-03-27 08:00:00.000000','Hotel Grand Dafam, Surabaya',-7.265,112.74,100,0,NULL,'draft',2,'2026-11-24 03:00:00.000000',NULL,NULL,'HTAVKF');
INSERT INTO "events" VALUES(4,'Halaqah','','2027-03-28 02:00:00.000000','2027-03-28 08:00:00.000000','Hotel Grand Dafam, Surabaya',-7.265,112.74,40,1,NULL,'cancelled',3,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000','JAQTQJ');
INSERT INTO "events" VALUES(5,'Temu Alumni','','2027-03-29 02:00:00.000000','2027-03-29 08:00:00.000000','Hotel Grand Dafam, Surabaya',-7.265,112.74,30,2,NULL,'cancelled',2,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000','2026-11-24 03:00:32.000000','E7YXYV');
CREATE TABLE inbox (
	id INTEGER NOT NULL, 
	channel VARCHAR(12) NOT NULL, 
	"update" VARCHAR(64) NOT NULL, 
	chat VARCHAR(64) NOT NULL, 
	body TEXT, 
	arrived_at DATETIME NOT NULL, 
	handled_at DATETIME, 
	failure TEXT,
	CONSTRAINT pk_inbox PRIMARY KEY (id),
	CONSTRAINT uq_inbox_channel UNIQUE (channel, "update")
);
INSERT INTO "inbox" VALUES(1,'telegram','7000001','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(2,'telegram','7000003','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(3,'telegram','7000005','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(4,'telegram','7000007','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(5,'telegram','7000009','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(6,'telegram','7000011','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(7,'telegram','7000013','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(8,'telegram','7000016','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(9,'telegram','7000018','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(10,'telegram','7000020','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(11,'telegram','7000022','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(12,'telegram','7000025','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(13,'telegram','7000028','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(14,'telegram','7000030','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(15,'telegram','7000032','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(16,'telegram','7000034','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(17,'telegram','7000036','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(18,'telegram','7000038','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(19,'telegram','7000040','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(20,'telegram','7000043','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(21,'telegram','7000046','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(22,'telegram','7000048','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(23,'telegram','7000050','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(24,'telegram','7000052','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(25,'telegram','7000054','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(26,'telegram','7000056','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(27,'telegram','7000058','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(28,'telegram','7000061','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(29,'telegram','7000064','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(30,'telegram','7000066','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(31,'telegram','7000068','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(32,'telegram','7000070','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(33,'telegram','7000072','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(34,'telegram','7000074','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(35,'telegram','7000076','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(36,'telegram','7000079','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(37,'telegram','7000082','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(38,'telegram','7000084','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(39,'telegram','7000086','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(40,'telegram','7000088','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(41,'telegram','7000090','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(42,'telegram','7000092','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(43,'telegram','7000094','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(44,'telegram','7000097','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(45,'telegram','7000100','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(46,'telegram','7000102','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(47,'telegram','7000104','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(48,'telegram','7000106','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(49,'telegram','7000108','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(50,'telegram','7000110','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(51,'telegram','7000112','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(52,'telegram','7000115','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(53,'telegram','7000118','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(54,'telegram','7000120','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(55,'telegram','7000122','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(56,'telegram','7000124','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(57,'telegram','7000126','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(58,'telegram','7000128','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(59,'telegram','7000130','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(60,'telegram','7000133','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(61,'telegram','7000136','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(62,'telegram','7000138','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(63,'telegram','7000140','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(64,'telegram','7000142','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(65,'telegram','7000144','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(66,'telegram','7000146','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(67,'telegram','7000149','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(68,'telegram','7000152','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(69,'telegram','7000154','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(70,'telegram','7000156','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(71,'telegram','7000158','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(72,'telegram','7000160','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(73,'telegram','7000162','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(74,'telegram','7000164','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(75,'telegram','7000167','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(76,'telegram','7000170','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(77,'telegram','7000172','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(78,'telegram','7000174','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(79,'telegram','7000176','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(80,'telegram','7000178','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(81,'telegram','7000180','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(82,'telegram','7000182','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(83,'telegram','7000184','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(84,'telegram','7000186','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(85,'telegram','7000188','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(86,'telegram','7000191','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(87,'telegram','7000194','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(88,'telegram','7000196','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(89,'telegram','7000198','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(90,'telegram','7000200','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(91,'telegram','7000202','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(92,'telegram','7000204','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(93,'telegram','7000206','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(94,'telegram','7000209','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(95,'telegram','7000212','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(96,'telegram','7000214','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(97,'telegram','7000216','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(98,'telegram','7000218','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(99,'telegram','7000220','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(100,'telegram','7000222','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(101,'telegram','7000224','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(102,'telegram','7000227','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(103,'telegram','7000230','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(104,'telegram','7000232','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(105,'telegram','7000234','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(106,'telegram','7000236','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(107,'telegram','7000238','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(108,'telegram','7000240','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(109,'telegram','7000242','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(110,'telegram','7000245','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(111,'telegram','7000248','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(112,'telegram','7000250','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(113,'telegram','7000252','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(114,'telegram','7000254','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(115,'telegram','7000256','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(116,'telegram','7000258','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(117,'telegram','7000260','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(118,'telegram','7000263','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(119,'telegram','7000266','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(120,'telegram','7000268','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(121,'telegram','7000270','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(122,'telegram','7000272','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(123,'telegram','7000274','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(124,'telegram','7000276','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(125,'telegram','7000278','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(126,'telegram','7000281','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(127,'telegram','7000284','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(128,'telegram','7000286','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(129,'telegram','7000288','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(130,'telegram','7000290','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(131,'telegram','7000292','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(132,'telegram','7000294','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(133,'telegram','7000296','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(134,'telegram','7000299','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(135,'page','santri:00000000-0001','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(136,'page','santri:00000000-0002','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(137,'page','santri:00000000-0003','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(138,'page','santri:00000000-0004','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(139,'page','santri:00000000-0005','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(140,'page','santri:00000000-0006','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(141,'page','santri:00000000-0007','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(142,'page','santri:00000000-0008','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(143,'page','santri:00000000-0009','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(144,'telegram','7000313','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(145,'telegram','7000315','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(146,'telegram','7000317','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(147,'telegram','7000319','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(148,'telegram','7000323','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(149,'telegram','7000325','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(150,'telegram','7000327','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(151,'telegram','7000330','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(152,'telegram','7000332','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(153,'telegram','7000334','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(154,'telegram','7000336','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(155,'telegram','7000338','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(156,'telegram','7000340','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(157,'telegram','7000342','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(158,'telegram','7000344','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(159,'telegram','7000346','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(160,'telegram','7000348','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(161,'telegram','7000350','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(162,'telegram','7000352','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(163,'telegram','7000354','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(164,'telegram','7000356','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(165,'telegram','7000358','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(166,'telegram','7000360','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(167,'telegram','7000362','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(168,'telegram','7000364','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(169,'telegram','7000366','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(170,'telegram','7000368','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(171,'telegram','7000370','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(172,'telegram','7000372','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(173,'telegram','7000374','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(174,'telegram','7000376','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(175,'telegram','7000378','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(176,'telegram','7000380','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(177,'telegram','7000382','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(178,'telegram','7000384','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(179,'telegram','7000386','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(180,'telegram','7000388','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(181,'telegram','7000390','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(182,'telegram','7000392','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(183,'telegram','7000394','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(184,'telegram','7000396','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(185,'telegram','7000398','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(186,'telegram','7000400','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(187,'telegram','7000402','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(188,'telegram','7000404','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(189,'telegram','7000406','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(190,'telegram','7000408','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(191,'telegram','7000410','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(192,'telegram','7000412','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(193,'telegram','7000414','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(194,'telegram','7000416','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(195,'telegram','7000418','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(196,'telegram','7000420','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(197,'telegram','7000422','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(198,'telegram','7000424','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(199,'telegram','7000426','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(200,'telegram','7000428','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(201,'telegram','7000430','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(202,'telegram','7000432','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(203,'telegram','7000434','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(204,'telegram','7000436','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(205,'telegram','7000438','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(206,'telegram','7000440','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(207,'telegram','7000442','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(208,'telegram','7000444','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(209,'telegram','7000446','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(210,'telegram','7000448','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(211,'telegram','7000450','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(212,'telegram','7000452','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(213,'telegram','7000454','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(214,'telegram','7000456','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(215,'page','santri:00000000-0010','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(216,'page','santri:00000000-0011','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(217,'page','santri:00000000-0012','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(218,'page','santri:00000000-0013','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(219,'page','santri:00000000-0014','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(220,'page','santri:00000000-0015','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(221,'page','santri:00000000-0016','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(222,'page','santri:00000000-0017:0','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(223,'page','santri:00000000-0018','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(224,'page','santri:00000000-0019','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(225,'page','santri:00000000-0020','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(226,'page','santri:00000000-0021','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(227,'page','santri:00000000-0022','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(228,'telegram','7000471','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(229,'telegram','7000473','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(230,'telegram','7000475','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(231,'telegram','7000477','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(232,'telegram','7000479','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(233,'telegram','7000481','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(234,'telegram','7000483','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(235,'telegram','7000485','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(236,'telegram','7000487','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(237,'telegram','7000489','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(238,'telegram','7000491','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(239,'telegram','7000493','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(240,'telegram','7000495','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(241,'telegram','7000497','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(242,'telegram','7000499','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(243,'telegram','7000501','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(244,'telegram','7000503','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(245,'telegram','7000505','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(246,'telegram','7000507','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(247,'telegram','7000509','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(248,'telegram','7000511','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(249,'telegram','7000513','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(250,'telegram','7000515','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(251,'telegram','7000517','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(252,'telegram','7000519','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(253,'telegram','7000521','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(254,'telegram','7000523','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(255,'telegram','7000525','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(256,'telegram','7000527','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(257,'telegram','7000529','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(258,'telegram','7000531','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(259,'telegram','7000533','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(260,'telegram','7000535','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(261,'telegram','7000537','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(262,'telegram','7000539','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(263,'telegram','7000541','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(264,'telegram','7000543','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(265,'telegram','7000545','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(266,'telegram','7000547','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(267,'telegram','7000549','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(268,'telegram','7000551','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(269,'telegram','7000553','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(270,'telegram','7000555','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(271,'telegram','7000557','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(272,'telegram','7000559','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(273,'telegram','7000561','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(274,'telegram','7000563','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(275,'telegram','7000565','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(276,'telegram','7000567','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(277,'telegram','7000569','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(278,'telegram','7000571','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(279,'telegram','7000573','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(280,'telegram','7000575','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(281,'telegram','7000577','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(282,'telegram','7000579','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(283,'telegram','7000581','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(284,'telegram','7000583','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(285,'telegram','7000585','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(286,'telegram','7000587','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(287,'telegram','7000589','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(288,'telegram','7000591','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(289,'telegram','7000593','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(290,'telegram','7000595','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(291,'telegram','7000597','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(292,'telegram','7000599','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(293,'telegram','7000601','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(294,'telegram','7000603','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(295,'telegram','7000605','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(296,'telegram','7000607','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(297,'telegram','7000609','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(298,'telegram','7000611','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(299,'telegram','7000613','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(300,'telegram','7000615','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(301,'telegram','7000617','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(302,'telegram','7000619','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(303,'telegram','7000621','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(304,'telegram','7000623','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(305,'telegram','7000625','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(306,'telegram','7000627','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(307,'telegram','7000629','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(308,'telegram','7000631','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(309,'telegram','7000633','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(310,'telegram','7000635','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(311,'telegram','7000637','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(312,'telegram','7000639','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(313,'telegram','7000641','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(314,'telegram','7000643','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(315,'telegram','7000645','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(316,'telegram','7000647','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(317,'telegram','7000649','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(318,'telegram','7000651','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(319,'telegram','7000653','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(320,'telegram','7000655','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(321,'telegram','7000657','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(322,'telegram','7000659','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(323,'telegram','7000661','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(324,'telegram','7000663','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(325,'telegram','7000665','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(326,'telegram','7000667','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(327,'page','santri:00000000-0023','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(328,'page','santri:00000000-0024','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(329,'page','santri:00000000-0025','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(330,'telegram','7000672','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(331,'telegram','7000674','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(332,'telegram','7000676','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(333,'telegram','7000678','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(334,'telegram','7000680','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(335,'telegram','7000682','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(336,'page','santri:00000000-0026','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(337,'page','santri:00000000-0027','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(338,'page','santri:00000000-0028','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(339,'telegram','7000687','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(340,'telegram','7000689','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(341,'telegram','7000691','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(342,'page','santri:00000000-0029','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(343,'page','santri:00000000-0030','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(344,'page','santri:00000000-0031','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(345,'telegram','7000696','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(346,'telegram','7000698','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(347,'telegram','7000700','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(348,'telegram','7000702','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(349,'telegram','7000704','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(350,'telegram','7000706','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(351,'telegram','7000708','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(352,'telegram','7000710','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(353,'telegram','7000712','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(354,'telegram','7000714','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(355,'telegram','7000716','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(356,'telegram','7000718','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(357,'telegram','7000720','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(358,'telegram','7000722','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(359,'telegram','7000727','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(360,'telegram','7000729','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(361,'telegram','7000731','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(362,'telegram','7000733','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(363,'telegram','7000735','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(364,'telegram','7000737','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(365,'telegram','7000741','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(366,'telegram','7000743','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(367,'telegram','7000745','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(368,'telegram','7000747','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(369,'telegram','7000749','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(370,'telegram','7000751','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(371,'telegram','7000753','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(372,'telegram','7000755','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(373,'telegram','7000757','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(374,'telegram','7000759','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(375,'telegram','7000761','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(376,'telegram','7000763','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(377,'telegram','7000765','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(378,'page','santri:00000000-0032','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(379,'page','santri:00000000-0033','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(380,'page','santri:00000000-0034','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(381,'page','santri:00000000-0035','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(382,'page','santri:00000000-0036','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(383,'telegram','7000772','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(384,'telegram','7000774','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(385,'telegram','7000776','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(386,'telegram','7000778','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(387,'telegram','7000780','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(388,'telegram','7000782','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(389,'telegram','7000784','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(390,'telegram','7000786','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(391,'telegram','7000788','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(392,'telegram','7000790','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(393,'telegram','7000792','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(394,'telegram','7000794','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(395,'telegram','7000796','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(396,'telegram','7000798','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(397,'telegram','7000800','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(398,'telegram','7000802','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(399,'telegram','7000804','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(400,'telegram','7000818','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(401,'telegram','7000820','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(402,'telegram','7000822','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(403,'telegram','7000824','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(404,'page','santri:00000000-0037','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(405,'telegram','7000827','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(406,'telegram','7000829','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(407,'telegram','7000831','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(408,'telegram','7000833','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(409,'telegram','7000835','',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "inbox" VALUES(410,'telegram','later-442','',NULL,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',NULL);
INSERT INTO "inbox" VALUES(411,'telegram','later-468','',NULL,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',NULL);
INSERT INTO "inbox" VALUES(412,'telegram','7000840','',NULL,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',NULL);
INSERT INTO "inbox" VALUES(413,'telegram','7000842','',NULL,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',NULL);
INSERT INTO "inbox" VALUES(414,'telegram','7000844','',NULL,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',NULL);
INSERT INTO "inbox" VALUES(415,'telegram','7000846','',NULL,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',NULL);
INSERT INTO "inbox" VALUES(416,'telegram','7000848','',NULL,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',NULL);
INSERT INTO "inbox" VALUES(417,'telegram','7000850','',NULL,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',NULL);
INSERT INTO "inbox" VALUES(418,'telegram','later-477','',NULL,'2026-11-24 03:00:08.000000','2026-11-24 03:00:08.000000',NULL);
INSERT INTO "inbox" VALUES(419,'telegram','later-494','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(420,'telegram','7000854','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(421,'telegram','7000856','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(422,'telegram','7000858','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(423,'telegram','7000860','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(424,'telegram','7000862','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(425,'telegram','7000864','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(426,'telegram','7000866','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(427,'telegram','7000868','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(428,'telegram','7000873','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(429,'telegram','7000875','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(430,'telegram','7000877','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(431,'telegram','7000880','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(432,'telegram','7000882','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(433,'telegram','7000887','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(434,'telegram','7000889','',NULL,'2026-11-24 03:00:12.000000','2026-11-24 03:00:12.000000',NULL);
INSERT INTO "inbox" VALUES(435,'telegram','later-519','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(436,'telegram','7000908','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(437,'telegram','7000910','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(438,'telegram','7000912','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(439,'telegram','7000914','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(440,'telegram','7000919','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(441,'telegram','7000921','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(442,'telegram','7000923','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(443,'telegram','7000925','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(444,'telegram','7000927','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(445,'telegram','7000929','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(446,'telegram','7000931','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(447,'telegram','7000933','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(448,'telegram','7000935','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(449,'telegram','7000937','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(450,'telegram','7000939','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(451,'telegram','7000941','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(452,'telegram','7000943','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(453,'telegram','7000946','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(454,'telegram','7000948','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(455,'telegram','7000950','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(456,'telegram','7000952','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(457,'telegram','7000954','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(458,'telegram','7000956','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(459,'telegram','7000958','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(460,'telegram','7000960','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(461,'telegram','7000962','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(462,'telegram','7000964','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(463,'telegram','7000966','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(464,'telegram','7000968','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(465,'telegram','7000970','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(466,'telegram','7000972','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(467,'telegram','7000974','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(468,'telegram','7000976','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(469,'telegram','7000978','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(470,'telegram','7000980','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(471,'telegram','7000982','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(472,'telegram','7000984','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(473,'telegram','7000986','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(474,'telegram','7000988','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(475,'telegram','7000990','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(476,'telegram','7000992','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(477,'telegram','7000994','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(478,'telegram','7000996','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(479,'telegram','7000998','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(480,'telegram','7001001','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(481,'telegram','7001003','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(482,'telegram','7001005','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(483,'telegram','7001007','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(484,'telegram','7001012','',NULL,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',NULL);
INSERT INTO "inbox" VALUES(485,'telegram','later-594','',NULL,'2026-11-24 03:00:20.000000','2026-11-24 03:00:20.000000',NULL);
INSERT INTO "inbox" VALUES(486,'telegram','7001015','',NULL,'2026-11-24 03:00:20.000000','2026-11-24 03:00:20.000000',NULL);
INSERT INTO "inbox" VALUES(487,'telegram','7001017','',NULL,'2026-11-24 03:00:20.000000','2026-11-24 03:00:20.000000',NULL);
INSERT INTO "inbox" VALUES(488,'telegram','7001019','',NULL,'2026-11-24 03:00:20.000000','2026-11-24 03:00:20.000000',NULL);
INSERT INTO "inbox" VALUES(489,'telegram','7001021','',NULL,'2026-11-24 03:00:20.000000','2026-11-24 03:00:20.000000',NULL);
INSERT INTO "inbox" VALUES(490,'telegram','7001027','',NULL,'2026-11-24 03:00:20.000000','2026-11-24 03:00:20.000000',NULL);
INSERT INTO "inbox" VALUES(491,'telegram','later-615','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(492,'telegram','7001030','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(493,'telegram','7001031','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(494,'telegram','7001032','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(495,'telegram','7001034','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(496,'telegram','7001036','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(497,'telegram','7001039','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(498,'telegram','7001040','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(499,'telegram','7001042','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(500,'telegram','7001044','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(501,'telegram','7001046','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(502,'telegram','7001048','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(503,'telegram','7001050','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(504,'telegram','7001056','',NULL,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',NULL);
INSERT INTO "inbox" VALUES(505,'telegram','later-646','',NULL,'2026-11-24 03:00:28.000000','2026-11-24 03:00:28.000000',NULL);
INSERT INTO "inbox" VALUES(506,'telegram','7001059','',NULL,'2026-11-24 03:00:28.000000','2026-11-24 03:00:28.000000',NULL);
INSERT INTO "inbox" VALUES(507,'telegram','later-664','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(508,'telegram','7001065','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(509,'telegram','7001067','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(510,'telegram','7001069','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(511,'telegram','7001071','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(512,'telegram','7001073','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(513,'telegram','7001075','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(514,'telegram','7001077','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(515,'telegram','7001079','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(516,'telegram','7001081','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(517,'telegram','7001083','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(518,'telegram','7001085','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(519,'telegram','7001087','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(520,'telegram','7001089','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(521,'telegram','7001091','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(522,'telegram','7001093','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(523,'telegram','7001095','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(524,'telegram','7001097','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(525,'telegram','7001099','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(526,'telegram','7001101','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(527,'telegram','7001103','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(528,'telegram','7001105','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(529,'telegram','7001107','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(530,'telegram','7001109','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(531,'telegram','7001111','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(532,'telegram','7001113','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(533,'telegram','7001115','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(534,'telegram','7001117','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(535,'telegram','7001119','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(536,'telegram','7001121','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(537,'telegram','7001123','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(538,'telegram','7001125','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(539,'telegram','7001127','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(540,'telegram','7001129','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(541,'telegram','7001131','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(542,'telegram','7001133','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(543,'telegram','7001135','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(544,'telegram','7001137','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(545,'telegram','7001139','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(546,'telegram','7001141','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(547,'telegram','7001143','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(548,'telegram','7001145','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(549,'telegram','7001147','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(550,'telegram','7001149','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(551,'telegram','7001151','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(552,'telegram','7001153','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(553,'telegram','7001155','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(554,'telegram','7001157','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(555,'telegram','7001159','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(556,'telegram','7001161','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(557,'telegram','7001163','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(558,'telegram','7001165','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(559,'telegram','7001167','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(560,'telegram','7001169','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(561,'telegram','7001171','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(562,'telegram','7001173','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(563,'telegram','7001175','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(564,'telegram','7001177','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(565,'telegram','7001179','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(566,'telegram','7001181','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(567,'telegram','7001183','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(568,'telegram','7001185','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(569,'telegram','7001187','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(570,'telegram','7001189','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(571,'telegram','7001191','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(572,'telegram','7001193','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(573,'telegram','7001196','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(574,'telegram','7001198','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(575,'telegram','7001200','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(576,'telegram','7001202','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(577,'telegram','7001204','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(578,'telegram','7001206','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(579,'telegram','7001208','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(580,'telegram','7001210','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(581,'telegram','7001212','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(582,'telegram','7001214','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(583,'telegram','7001216','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(584,'telegram','7001218','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(585,'telegram','7001220','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(586,'telegram','7001222','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(587,'telegram','7001224','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(588,'telegram','7001226','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(589,'telegram','7001228','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(590,'telegram','7001230','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(591,'telegram','7001232','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(592,'telegram','7001234','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(593,'telegram','7001236','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(594,'telegram','7001238','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(595,'telegram','7001240','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(596,'telegram','7001242','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(597,'telegram','7001244','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(598,'telegram','7001246','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(599,'telegram','7001248','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(600,'telegram','7001250','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(601,'telegram','7001252','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(602,'telegram','7001254','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(603,'telegram','7001256','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(604,'telegram','7001258','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(605,'telegram','7001260','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(606,'telegram','7001262','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(607,'telegram','7001264','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(608,'telegram','7001266','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(609,'telegram','7001268','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(610,'telegram','7001270','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(611,'telegram','7001272','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(612,'telegram','7001274','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(613,'telegram','7001276','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(614,'telegram','7001278','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(615,'telegram','7001280','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(616,'telegram','7001282','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(617,'telegram','7001284','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(618,'telegram','7001286','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(619,'telegram','7001288','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(620,'telegram','7001290','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(621,'telegram','7001292','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(622,'telegram','7001294','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(623,'telegram','7001296','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(624,'telegram','7001298','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(625,'telegram','7001300','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(626,'telegram','7001302','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(627,'telegram','7001304','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(628,'telegram','7001306','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(629,'telegram','7001308','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(630,'telegram','7001310','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(631,'telegram','7001312','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(632,'telegram','7001314','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(633,'telegram','7001316','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(634,'telegram','7001318','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(635,'telegram','7001320','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(636,'telegram','7001322','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(637,'telegram','7001324','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(638,'telegram','7001326','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(639,'telegram','7001328','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(640,'telegram','7001330','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(641,'telegram','7001332','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(642,'telegram','7001334','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(643,'telegram','7001336','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(644,'telegram','7001338','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(645,'telegram','7001340','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(646,'telegram','7001342','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(647,'telegram','7001344','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(648,'telegram','7001346','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(649,'telegram','7001348','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(650,'telegram','7001350','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(651,'telegram','7001352','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(652,'telegram','7001354','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(653,'telegram','7001355','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(654,'telegram','7001357','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(655,'telegram','7001359','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(656,'telegram','7001360','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(657,'telegram','7001361','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(658,'telegram','7001362','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(659,'telegram','7001363','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(660,'telegram','7001364','4000005','{"channel":"telegram","update":"7001364","chat":"4000005","text":"/produk","name":"Ahmad Fauzi","language":"id"}','2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000','RuntimeError at worker.py:96 step > worker.py:129 _handle > worker.py:164 _answer > routes.py:71 handle > routes.py:90 _handle > routes.py:129 call > products.py:25 products > story_open.py:189 _fails');
INSERT INTO "inbox" VALUES(661,'telegram','7001366','4000007','{"channel":"telegram","update":"7001366","chat":"4000007","text":"/produk","name":"Yusuf Mansur","language":"jv"}','2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000','RuntimeError at worker.py:96 step > worker.py:129 _handle > worker.py:164 _answer > routes.py:71 handle > routes.py:90 _handle > routes.py:129 call > products.py:25 products > story_open.py:189 _fails');
INSERT INTO "inbox" VALUES(662,'telegram','7001368','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(663,'telegram','7001369','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(664,'telegram','7001370','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(665,'telegram','7001371','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(666,'telegram','7001372','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(667,'page','7001373','',NULL,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL);
INSERT INTO "inbox" VALUES(668,'telegram','7001374','4000011','{"channel":"telegram","update":"7001374","chat":"4000011","text":"gontor","name":"Nur Azizah","language":"id"}','2026-11-24 03:00:32.000000',NULL,NULL);
INSERT INTO "inbox" VALUES(669,'telegram','7001375','4000010','{"channel":"telegram","update":"7001375","chat":"4000010","contact":{"phone":"6281298765432","own":true},"name":"Umar Faruq","language":"id"}','2026-11-24 03:00:32.000000',NULL,NULL);
INSERT INTO "inbox" VALUES(670,'telegram','7001376','4000003','{"channel":"telegram","update":"7001376","chat":"4000003","point":{"latitude":-7.55,"longitude":112.23,"name":"Tebuireng","address":"Jombang"},"name":"Dewi Lestari","language":"en"}','2026-11-24 03:00:32.000000',NULL,NULL);
INSERT INTO "inbox" VALUES(671,'telegram','7001377','4000007','{"channel":"telegram","update":"7001377","chat":"4000007","text":"55","edited":true,"name":"Yusuf Mansur","language":"jv"}','2026-11-24 03:00:32.000000',NULL,NULL);
INSERT INTO "inbox" VALUES(672,'telegram','7001378','4000006','{"channel":"telegram","update":"7001378","chat":"4000006","attachment":{"ref":"BQAC","name":"a.pdf","mime":"application/pdf","size":9},"name":"Fatimah Zahra","language":"en"}','2026-11-24 03:00:32.000000',NULL,NULL);
INSERT INTO "inbox" VALUES(673,'telegram','7001379','4000013','{"channel":"telegram","update":"7001379","chat":"4000013","press":{"data":"home.home","ref":"1108","id":"cb-late"},"name":"Maryam","language":"id"}','2026-11-24 03:00:32.000000',NULL,NULL);
INSERT INTO "inbox" VALUES(674,'telegram','7001380','4000098','{"channel":"telegram","update":"7001380","chat":"4000098","text":"<b>halo</b>","rich":"&lt;b&gt;halo&lt;/b&gt;","name":"Tamu","language":"id"}','2026-11-24 03:00:32.000000',NULL,NULL);
INSERT INTO "inbox" VALUES(675,'telegram','7001381','4000008','{"channel":"telegram","update":"7001381","chat":"4000008","left":true,"name":"Lina Marlina","language":"id"}','2026-11-24 03:00:32.000000',NULL,NULL);
INSERT INTO "inbox" VALUES(676,'telegram','7001382','-100200300','{"channel":"telegram","update":"7001382","chat":"-100200300","text":"/mulai","group":true,"language":"id"}','2026-11-24 03:00:32.000000',NULL,NULL);
INSERT INTO "inbox" VALUES(677,'telegram','7001383','4000016','{"channel":"telegram","update":"7001383","chat":"4000016","name":"Salma","language":"id","unsupported":true}','2026-11-24 03:00:32.000000',NULL,NULL);
CREATE TABLE invitations (
	token_hash VARCHAR(64) NOT NULL, 
	role VARCHAR(24) NOT NULL, 
	expires_at DATETIME NOT NULL, 
	used_at DATETIME, 
	used_by INTEGER,
	CONSTRAINT fk_invitations_used_by_people FOREIGN KEY(used_by) REFERENCES people (id) ON DELETE SET NULL,
	CONSTRAINT pk_invitations PRIMARY KEY (token_hash)
);
INSERT INTO "invitations" VALUES('eb6df82b719d3b7a853d1c0cca7036c0986bdce3ee4beedb2b1dcf6960e4b891','organiser','2026-11-25 03:00:00.000000','2026-11-24 03:00:00.000000',3);
INSERT INTO "invitations" VALUES('f17cacca857da49c1efe3b91c9a4eeb0b4a7a05ca676484370b6e49428a16ec3','admin','2026-11-25 03:00:32.000000',NULL,NULL);
CREATE TABLE "measures" (
	id INTEGER NOT NULL, 
	enrolment_id INTEGER NOT NULL, 
	name VARCHAR(24) NOT NULL, 
	value BIGINT NOT NULL, 
	at DATETIME NOT NULL, 
	until DATETIME, 
	pillar VARCHAR(24) NOT NULL,
	CONSTRAINT fk_measures_enrolment_id_enrolments FOREIGN KEY(enrolment_id) REFERENCES enrolments (id) ON DELETE CASCADE,
	CONSTRAINT pk_measures PRIMARY KEY (id)
);
INSERT INTO "measures" VALUES(1,1,'turnover',2500000,'2026-11-24 03:00:00.000000',NULL,'santripreneur');
INSERT INTO "measures" VALUES(2,1,'products',2,'2026-11-24 03:00:00.000000',NULL,'santripreneur');
INSERT INTO "measures" VALUES(3,2,'members',120,'2026-11-24 03:00:00.000000',NULL,'pesantrenpreneur');
INSERT INTO "measures" VALUES(4,2,'turnover',2500000,'2026-11-24 03:00:00.000000',NULL,'pesantrenpreneur');
INSERT INTO "measures" VALUES(5,2,'employed',6,'2026-11-24 03:00:00.000000',NULL,'pesantrenpreneur');
INSERT INTO "measures" VALUES(6,2,'products',4,'2026-11-24 03:00:00.000000',NULL,'pesantrenpreneur');
INSERT INTO "measures" VALUES(7,3,'turnover',1500000,'2026-11-24 03:00:00.000000',NULL,'sosiopreneur');
INSERT INTO "measures" VALUES(8,3,'employed',3,'2026-11-24 03:00:00.000000',NULL,'sosiopreneur');
INSERT INTO "measures" VALUES(9,3,'reached',40,'2026-11-24 03:00:00.000000',NULL,'sosiopreneur');
INSERT INTO "measures" VALUES(10,4,'turnover',0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000','sosiopreneur');
INSERT INTO "measures" VALUES(11,4,'employed',2,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000','sosiopreneur');
INSERT INTO "measures" VALUES(12,4,'reached',10,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000','sosiopreneur');
CREATE TABLE media (
	id INTEGER NOT NULL, 
	name VARCHAR(120) NOT NULL, 
	mime VARCHAR(80) NOT NULL, 
	content BLOB, 
	owner_id INTEGER, 
	expires_at DATETIME, 
	created_at DATETIME NOT NULL, digest VARCHAR(64), size INTEGER, fetch_after DATETIME, tries SMALLINT DEFAULT '0' NOT NULL,
	CONSTRAINT fk_media_owner_id_people FOREIGN KEY(owner_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT pk_media PRIMARY KEY (id)
);
INSERT INTO "media" VALUES(1,'','image/jpeg',NULL,5,NULL,'2026-11-24 03:00:00.000000',NULL,NULL,'2026-11-24 03:00:00.000000',0);
INSERT INTO "media" VALUES(2,'','image/jpeg',NULL,5,NULL,'2026-11-24 03:00:00.000000',NULL,NULL,'2026-11-24 03:00:00.000000',0);
INSERT INTO "media" VALUES(3,'','image/jpeg',NULL,17,NULL,'2026-11-24 03:00:00.000000','251c8f6fa315710949d681e838729b30a9ba3f9700f28ec1036ed9b6e6114cc8',22,NULL,0);
INSERT INTO "media" VALUES(4,'acara-UYHWUY.ics','text/calendar',NULL,5,'2026-11-24 04:00:00.000000','2026-11-24 03:00:00.000000',NULL,NULL,NULL,0);
INSERT INTO "media" VALUES(5,'dataku.json','application/json',NULL,6,'2026-11-24 04:00:00.000000','2026-11-24 03:00:00.000000',NULL,NULL,NULL,0);
INSERT INTO "media" VALUES(6,'dataku.json','application/json',NULL,17,'2026-11-24 04:00:00.000000','2026-11-24 03:00:00.000000',NULL,NULL,NULL,0);
INSERT INTO "media" VALUES(7,'siaran-1.xlsx','application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',NULL,2,'2026-11-24 09:00:04.000000','2026-11-24 03:00:04.000000',NULL,NULL,NULL,0);
INSERT INTO "media" VALUES(8,'','image/jpeg',NULL,3,NULL,'2026-11-24 03:00:32.000000',NULL,NULL,'2026-11-24 03:00:32.000000',0);
INSERT INTO "media" VALUES(9,'','image/jpeg',NULL,13,NULL,'2026-11-24 03:00:32.000000',NULL,NULL,'2026-11-24 03:00:32.000000',0);
INSERT INTO "media" VALUES(10,'','image/jpeg',NULL,13,NULL,'2026-11-24 03:00:32.000000',NULL,NULL,'2026-11-24 03:00:32.000000',0);
CREATE TABLE media_refs (
	id INTEGER NOT NULL, 
	media_id INTEGER NOT NULL, 
	channel VARCHAR(12) NOT NULL, 
	ref TEXT NOT NULL,
	CONSTRAINT fk_media_refs_media_id_media FOREIGN KEY(media_id) REFERENCES media (id) ON DELETE CASCADE,
	CONSTRAINT pk_media_refs PRIMARY KEY (id),
	CONSTRAINT uq_media_refs_media_id UNIQUE (media_id, channel)
);
INSERT INTO "media_refs" VALUES(1,1,'telegram','AgAC-keripik-1');
INSERT INTO "media_refs" VALUES(2,2,'telegram','AgAC-keripik-2');
INSERT INTO "media_refs" VALUES(3,3,'page','3');
INSERT INTO "media_refs" VALUES(4,4,'calendar','1');
INSERT INTO "media_refs" VALUES(5,5,'mydata','6:en');
INSERT INTO "media_refs" VALUES(6,6,'mydata','17:id');
INSERT INTO "media_refs" VALUES(7,7,'report','1:id');
INSERT INTO "media_refs" VALUES(8,8,'telegram','AgAC-siaran');
INSERT INTO "media_refs" VALUES(9,9,'telegram','AgAC-album-1');
INSERT INTO "media_refs" VALUES(10,10,'telegram','AgAC-album-2');
CREATE TABLE "outbox" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	channel VARCHAR(12) NOT NULL, 
	chat VARCHAR(64) NOT NULL, 
	priority SMALLINT NOT NULL, 
	body TEXT, 
	press VARCHAR(64), 
	press_ref VARCHAR(64), 
	broadcast_id INTEGER, 
	state VARCHAR(10) NOT NULL, 
	reason TEXT, 
	attempts SMALLINT NOT NULL, 
	send_after DATETIME NOT NULL, 
	finished_at DATETIME, 
	person_id INTEGER, 
	language VARCHAR(5), claim INTEGER, cause VARCHAR(80) DEFAULT '' NOT NULL,
	CONSTRAINT fk_outbox_broadcast_id_broadcasts FOREIGN KEY(broadcast_id) REFERENCES broadcasts (id) ON DELETE CASCADE,
	CONSTRAINT fk_outbox_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE SET NULL
);
INSERT INTO "outbox" VALUES(444,'telegram','4000001',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',1,'id',4711,'');
INSERT INTO "outbox" VALUES(445,'telegram','4000002',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',2,'id',4711,'');
INSERT INTO "outbox" VALUES(446,'telegram','4000003',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',3,'en',4711,'');
INSERT INTO "outbox" VALUES(447,'telegram','',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL,'jv',4711,'');
INSERT INTO "outbox" VALUES(448,'telegram','4000005',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',5,'id',4711,'');
INSERT INTO "outbox" VALUES(449,'telegram','4000006',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',6,'en',4711,'');
INSERT INTO "outbox" VALUES(450,'telegram','4000007',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',7,'jv',4711,'');
INSERT INTO "outbox" VALUES(451,'telegram','4000009',2,NULL,NULL,NULL,1,'gone',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',9,'id',4711,'');
INSERT INTO "outbox" VALUES(452,'telegram','4000010',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',10,'id',4711,'');
INSERT INTO "outbox" VALUES(453,'telegram','4000013',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',11,'id',4711,'');
INSERT INTO "outbox" VALUES(454,'telegram','4000014',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',12,'id',4711,'');
INSERT INTO "outbox" VALUES(455,'telegram','4000015',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',13,'id',4711,'');
INSERT INTO "outbox" VALUES(456,'telegram','4000017',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',15,'en',4711,'');
INSERT INTO "outbox" VALUES(457,'telegram','4000018',2,NULL,NULL,NULL,1,'failed','Bad Request: chat not found',0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',16,'jv',4711,'');
INSERT INTO "outbox" VALUES(458,'page','santri',2,NULL,NULL,NULL,1,'sent',NULL,0,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',17,'id',4711,'');
INSERT INTO "outbox" VALUES(479,'telegram','4000001',2,NULL,NULL,NULL,2,'failed','Bad Request: can''t parse entities',0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',1,'id',4711,'');
INSERT INTO "outbox" VALUES(480,'telegram','4000002',2,NULL,NULL,NULL,2,'failed','Bad Request: can''t parse entities',0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',2,'id',4711,'');
INSERT INTO "outbox" VALUES(481,'telegram','4000003',2,NULL,NULL,NULL,2,'failed','Bad Request: can''t parse entities',0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',3,'en',4711,'');
INSERT INTO "outbox" VALUES(482,'telegram','',2,NULL,NULL,NULL,2,'failed','Bad Request: can''t parse entities',0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',NULL,'jv',4711,'');
INSERT INTO "outbox" VALUES(483,'telegram','4000005',2,NULL,NULL,NULL,2,'failed','Bad Request: can''t parse entities',0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:04.000000',5,'id',4711,'');
INSERT INTO "outbox" VALUES(484,'telegram','4000006',2,NULL,NULL,NULL,2,'cancelled',NULL,0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:08.000000',6,'en',NULL,'');
INSERT INTO "outbox" VALUES(485,'telegram','4000007',2,NULL,NULL,NULL,2,'cancelled',NULL,0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:08.000000',7,'jv',NULL,'');
INSERT INTO "outbox" VALUES(486,'telegram','4000010',2,NULL,NULL,NULL,2,'cancelled',NULL,0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:08.000000',10,'id',NULL,'');
INSERT INTO "outbox" VALUES(487,'telegram','4000013',2,NULL,NULL,NULL,2,'cancelled',NULL,0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:08.000000',11,'id',NULL,'');
INSERT INTO "outbox" VALUES(488,'telegram','4000014',2,NULL,NULL,NULL,2,'cancelled',NULL,0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:08.000000',12,'id',NULL,'');
INSERT INTO "outbox" VALUES(489,'telegram','4000015',2,NULL,NULL,NULL,2,'cancelled',NULL,0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:08.000000',13,'id',NULL,'');
INSERT INTO "outbox" VALUES(490,'telegram','4000016',2,NULL,NULL,NULL,2,'cancelled',NULL,0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:08.000000',14,'id',NULL,'');
INSERT INTO "outbox" VALUES(491,'telegram','4000017',2,NULL,NULL,NULL,2,'cancelled',NULL,0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:08.000000',15,'en',NULL,'');
INSERT INTO "outbox" VALUES(492,'telegram','4000018',2,NULL,NULL,NULL,2,'cancelled',NULL,0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:08.000000',16,'jv',NULL,'');
INSERT INTO "outbox" VALUES(493,'page','santri',2,NULL,NULL,NULL,2,'cancelled',NULL,0,'2026-11-24 03:00:04.000000','2026-11-24 03:00:08.000000',17,'id',NULL,'');
INSERT INTO "outbox" VALUES(549,'telegram','4000002',0,NULL,'broadcast_departure.go:6',NULL,NULL,'waiting',NULL,0,'2026-11-26 01:00:00.000000',NULL,NULL,NULL,NULL,'telegram:7000929');
INSERT INTO "outbox" VALUES(554,'telegram','4000002',0,NULL,'broadcast_departure.go:6',NULL,NULL,'waiting',NULL,0,'2026-11-26 02:00:00.000000',NULL,NULL,NULL,NULL,'telegram:7000937');
INSERT INTO "outbox" VALUES(574,'telegram','4000002',0,NULL,'broadcast_departure.go:8',NULL,NULL,'waiting',NULL,0,'2026-11-25 15:00:00.000000',NULL,NULL,NULL,NULL,'telegram:7000974');
INSERT INTO "outbox" VALUES(580,'telegram','4000003',0,NULL,'broadcast_departure.go:9',NULL,NULL,'waiting',NULL,0,'2026-11-25 01:00:00.000000',NULL,NULL,NULL,NULL,'telegram:7000984');
INSERT INTO "outbox" VALUES(596,'telegram','4000001',2,NULL,NULL,NULL,11,'sent',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',1,'id',4711,'');
INSERT INTO "outbox" VALUES(597,'telegram','4000002',2,NULL,NULL,NULL,11,'sent',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',2,'id',4711,'');
INSERT INTO "outbox" VALUES(598,'telegram','4000003',2,NULL,NULL,NULL,11,'sent',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',3,'en',4711,'');
INSERT INTO "outbox" VALUES(599,'telegram','4000005',2,NULL,NULL,NULL,11,'unknown','TimedOut',0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',5,'id',4711,'');
INSERT INTO "outbox" VALUES(600,'telegram','4000006',2,NULL,NULL,NULL,11,'cancelled',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',6,'en',NULL,'');
INSERT INTO "outbox" VALUES(601,'telegram','4000007',2,NULL,NULL,NULL,11,'cancelled',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',7,'jv',NULL,'');
INSERT INTO "outbox" VALUES(602,'telegram','4000010',2,NULL,NULL,NULL,11,'cancelled',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',10,'id',NULL,'');
INSERT INTO "outbox" VALUES(603,'telegram','4000013',2,NULL,NULL,NULL,11,'cancelled',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',11,'id',NULL,'');
INSERT INTO "outbox" VALUES(604,'telegram','4000014',2,NULL,NULL,NULL,11,'cancelled',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',12,'id',NULL,'');
INSERT INTO "outbox" VALUES(605,'telegram','4000015',2,NULL,NULL,NULL,11,'cancelled',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',13,'id',NULL,'');
INSERT INTO "outbox" VALUES(606,'telegram','4000016',2,NULL,NULL,NULL,11,'cancelled',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',14,'id',NULL,'');
INSERT INTO "outbox" VALUES(607,'telegram','4000017',2,NULL,NULL,NULL,11,'cancelled',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',15,'en',NULL,'');
INSERT INTO "outbox" VALUES(608,'telegram','4000018',2,NULL,NULL,NULL,11,'cancelled',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',16,'jv',NULL,'');
INSERT INTO "outbox" VALUES(609,'page','santri',2,NULL,NULL,NULL,11,'cancelled',NULL,0,'2026-11-24 03:00:16.000000','2026-11-24 03:00:16.000000',17,'id',NULL,'');
INSERT INTO "outbox" VALUES(617,'telegram','4000001',2,NULL,NULL,NULL,12,'sent',NULL,0,'2026-11-24 03:00:20.000000','2026-11-24 03:00:20.000000',1,'id',4711,'');
INSERT INTO "outbox" VALUES(618,'telegram','4000002',2,NULL,NULL,NULL,12,'sent',NULL,0,'2026-11-24 03:00:20.000000','2026-11-24 03:00:20.000000',2,'id',4711,'');
INSERT INTO "outbox" VALUES(619,'telegram','4000003',2,NULL,NULL,NULL,12,'sent',NULL,0,'2026-11-24 03:00:20.000000','2026-11-24 03:00:20.000000',3,'en',4711,'');
INSERT INTO "outbox" VALUES(620,'telegram','4000005',2,NULL,NULL,NULL,12,'sent',NULL,0,'2026-11-24 03:00:20.000000','2026-11-24 03:00:20.000000',5,'id',4711,'');
INSERT INTO "outbox" VALUES(621,'telegram','4000006',2,NULL,NULL,NULL,12,'waiting',NULL,0,'2026-11-24 03:00:20.000000',NULL,6,'en',NULL,'');
INSERT INTO "outbox" VALUES(622,'telegram','4000007',2,NULL,NULL,NULL,12,'waiting',NULL,0,'2026-11-24 03:00:20.000000',NULL,7,'jv',NULL,'');
INSERT INTO "outbox" VALUES(623,'telegram','4000010',2,NULL,NULL,NULL,12,'waiting',NULL,0,'2026-11-24 03:00:20.000000',NULL,10,'id',NULL,'');
INSERT INTO "outbox" VALUES(624,'telegram','4000013',2,NULL,NULL,NULL,12,'waiting',NULL,0,'2026-11-24 03:00:20.000000',NULL,11,'id',NULL,'');
INSERT INTO "outbox" VALUES(625,'telegram','4000014',2,NULL,NULL,NULL,12,'waiting',NULL,0,'2026-11-24 03:00:20.000000',NULL,12,'id',NULL,'');
INSERT INTO "outbox" VALUES(626,'telegram','4000015',2,NULL,NULL,NULL,12,'waiting',NULL,0,'2026-11-24 03:00:20.000000',NULL,13,'id',NULL,'');
INSERT INTO "outbox" VALUES(627,'telegram','4000016',2,NULL,NULL,NULL,12,'waiting',NULL,0,'2026-11-24 03:00:20.000000',NULL,14,'id',NULL,'');
INSERT INTO "outbox" VALUES(628,'telegram','4000017',2,NULL,NULL,NULL,12,'waiting',NULL,0,'2026-11-24 03:00:20.000000',NULL,15,'en',NULL,'');
INSERT INTO "outbox" VALUES(629,'telegram','4000018',2,NULL,NULL,NULL,12,'waiting',NULL,0,'2026-11-24 03:00:20.000000',NULL,16,'jv',NULL,'');
INSERT INTO "outbox" VALUES(630,'page','santri',2,NULL,NULL,NULL,12,'waiting',NULL,0,'2026-11-24 03:00:20.000000',NULL,17,'id',NULL,'');
INSERT INTO "outbox" VALUES(648,'telegram','4000001',2,NULL,NULL,NULL,13,'sent',NULL,0,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',1,'id',4711,'');
INSERT INTO "outbox" VALUES(649,'telegram','4000002',2,NULL,NULL,NULL,13,'sent',NULL,0,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',2,'id',4711,'');
INSERT INTO "outbox" VALUES(650,'telegram','4000003',2,NULL,NULL,NULL,13,'sent',NULL,0,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',3,'en',4711,'');
INSERT INTO "outbox" VALUES(651,'telegram','4000005',2,NULL,NULL,NULL,13,'sent',NULL,0,'2026-11-24 03:00:24.000000','2026-11-24 03:00:24.000000',5,'id',4711,'');
INSERT INTO "outbox" VALUES(652,'telegram','4000006',2,NULL,NULL,NULL,13,'sent',NULL,0,'2026-11-24 03:00:24.000000','2026-11-24 03:00:28.000000',6,'en',4711,'');
INSERT INTO "outbox" VALUES(653,'telegram','4000007',2,NULL,NULL,NULL,13,'sent',NULL,0,'2026-11-24 03:00:24.000000','2026-11-24 03:00:28.000000',7,'jv',4711,'');
INSERT INTO "outbox" VALUES(654,'telegram','4000010',2,NULL,NULL,NULL,13,'sent',NULL,0,'2026-11-24 03:00:24.000000','2026-11-24 03:00:28.000000',10,'id',4711,'');
INSERT INTO "outbox" VALUES(655,'telegram','4000013',2,NULL,NULL,NULL,13,'sending',NULL,0,'2026-11-24 03:00:24.000000',NULL,11,'id',4711,'');
INSERT INTO "outbox" VALUES(656,'telegram','4000014',2,NULL,NULL,NULL,13,'sending',NULL,0,'2026-11-24 03:00:24.000000',NULL,12,'id',4711,'');
INSERT INTO "outbox" VALUES(657,'telegram','4000015',2,NULL,NULL,NULL,13,'sending',NULL,0,'2026-11-24 03:00:24.000000',NULL,13,'id',4711,'');
INSERT INTO "outbox" VALUES(658,'telegram','4000016',2,NULL,NULL,NULL,13,'waiting',NULL,0,'2026-11-24 03:00:24.000000',NULL,14,'id',NULL,'');
INSERT INTO "outbox" VALUES(659,'telegram','4000017',2,NULL,NULL,NULL,13,'waiting',NULL,0,'2026-11-24 03:00:24.000000',NULL,15,'en',NULL,'');
INSERT INTO "outbox" VALUES(660,'telegram','4000018',2,NULL,NULL,NULL,13,'waiting',NULL,0,'2026-11-24 03:00:24.000000',NULL,16,'jv',NULL,'');
INSERT INTO "outbox" VALUES(661,'page','santri',2,NULL,NULL,NULL,13,'waiting',NULL,0,'2026-11-24 03:00:24.000000',NULL,17,'id',NULL,'');
INSERT INTO "outbox" VALUES(666,'telegram','4000002',0,NULL,'broadcast_report.refresh:13','1047',NULL,'waiting',NULL,0,'2026-11-24 03:00:35.000000',NULL,NULL,NULL,NULL,'telegram:later-664');
INSERT INTO "outbox" VALUES(813,'telegram','4000003',0,NULL,'~2f4641969b96:content:w:','',NULL,'waiting',NULL,0,'2026-11-24 03:00:33.500000',NULL,NULL,NULL,NULL,'telegram:7001354');
INSERT INTO "outbox" VALUES(816,'telegram','4000015',0,NULL,'~74c4896b8581:photos:w:','',NULL,'waiting',NULL,0,'2026-11-24 03:00:33.500000',NULL,NULL,NULL,NULL,'telegram:7001359');
INSERT INTO "outbox" VALUES(817,'telegram','4000016',0,NULL,'home.unreadable','',NULL,'waiting',NULL,0,'2026-11-24 03:00:33.500000',NULL,NULL,NULL,NULL,'telegram:7001361');
INSERT INTO "outbox" VALUES(818,'telegram','4000016',0,'{"html":"<b>Tiga pilar OPOP</b>\n\n<b>1. Pesantrenpreneur</b>\nKoperasi pesantren (koppontren) yang kuat dan punya produk unggulan. Untuk warga pesantren.\n\n<b>2. Santripreneur</b>\nSantri belajar berwirausaha, dengan paling sedikit satu produk unggulan. Untuk santri.\n\n<b>3. Sosiopreneur</b>\nUsaha alumni yang ikut mengangkat ekonomi sekitar pesantren. Untuk alumni.","rows":[[{"label":"Pesantrenpreneur","data":"pillars.about:pesantrenpreneur"}],[{"label":"Santripreneur","data":"pillars.about:santripreneur"}],[{"label":"Sosiopreneur","data":"pillars.about:sosiopreneur"}],[{"label":"Menu","data":"home.home"}]]}',NULL,NULL,NULL,'failed','Bad Request: BUTTON_DATA_INVALID',0,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL,NULL,4711,'telegram:7001362');
INSERT INTO "outbox" VALUES(819,'telegram','4000008',0,'{"html":"<b>Acara yang akan datang</b>\n\n<b>Temu Bisnis</b>\nRabu, 24 Maret 2027 · 10.00 WIB\n\n<b>Pelatihan Kemasan</b>\nKamis, 25 Maret 2027 · 09.00 WIB\n\n<b>Temu Alumni</b>\nSenin, 29 Maret 2027 · 09.00 WIB","rows":[[{"label":"Temu Bisnis","data":"events.show:1"}],[{"label":"Pelatihan Kemasan","data":"events.show:2"}],[{"label":"Temu Alumni","data":"events.show:5"}],[{"label":"Menu","data":"home.home"}]]}',NULL,NULL,NULL,'failed','Forbidden: bot was blocked by the user',0,'2026-11-24 03:00:32.000000','2026-11-24 03:00:32.000000',NULL,NULL,4711,'telegram:7001363');
INSERT INTO "outbox" VALUES(822,'telegram','4000018',0,'{"html":"<b>Tigang pilar OPOP</b>\n\n<b>1. Pesantrenpreneur</b>\nKoperasi pesantren (koppontren) ingkang kiyat lan gadhah produk unggulan. Kangge warga pesantren.\n\n<b>2. Santripreneur</b>\nSantri sinau wirausaha, paling sekedhik kanthi satunggal produk unggulan. Kangge santri.\n\n<b>3. Sosiopreneur</b>\nUsaha alumni ingkang tumut ngangkat ekonomi sakiwa tengening pesantren. Kangge alumni.","rows":[[{"label":"Pesantrenpreneur","data":"pillars.about:pesantrenpreneur"}],[{"label":"Santripreneur","data":"pillars.about:santripreneur"}],[{"label":"Sosiopreneur","data":"pillars.about:sosiopreneur"}],[{"label":"Menu","data":"home.home"}]]}',NULL,NULL,NULL,'sending',NULL,0,'2026-11-24 03:00:32.000000',NULL,NULL,NULL,4711,'telegram:7001368');
INSERT INTO "outbox" VALUES(823,'telegram','4000017',1,'{"html":"Your role is now: <b>organiser</b>.","rows":[[{"label":"Menu","data":"home.home"}]]}',NULL,NULL,NULL,'waiting',NULL,0,'2026-11-24 03:00:32.000000',NULL,NULL,NULL,NULL,'telegram:7001369');
INSERT INTO "outbox" VALUES(824,'telegram','4000017',1,'{"menu":[{"name":"mulai","about":"Start from the first screen"},{"name":"produk","about":"My products: register, change, share"},{"name":"pilar","about":"The three pillars of OPOP: join, and update figures"},{"name":"acara","about":"Coming events"},{"name":"acarabaru","about":"Plan a new event"},{"name":"siar","about":"Send a broadcast"},{"name":"siaran","about":"Broadcasts that were sent"},{"name":"profil","about":"See and change the profile"},{"name":"langganan","about":"Choose which broadcasts you get"},{"name":"bantuan","about":"What can be done here"},{"name":"batal","about":"Cancel what is being filled in"},{"name":"bahasa","about":"Change the language"},{"name":"dataku","about":"All my data"},{"name":"hapusakun","about":"Erase my account and all my data"}]}',NULL,NULL,NULL,'waiting',NULL,0,'2026-11-24 03:00:32.000000',NULL,NULL,NULL,NULL,'telegram:7001369');
INSERT INTO "outbox" VALUES(825,'telegram','4000001',0,'{"html":"Bilal – penyelenggara, sejak 24 November 2026","rows":[[{"label":"Jadikan peserta","data":"roles.give:15:member"}],[{"label":"Jadikan admin","data":"roles.give:15:admin"}],[{"label":"Kembali","data":"roles.overview"}]],"changes":"1356","answers":"late"}',NULL,NULL,NULL,'waiting',NULL,0,'2026-11-24 03:00:32.000000',NULL,NULL,NULL,NULL,'telegram:7001369');
INSERT INTO "outbox" VALUES(826,'telegram','4000005',1,'{"html":"Maaf, Kak, acara <b>Temu Alumni</b> (Senin, 29 Maret 2027) dibatalkan.","rows":[[{"label":"Acara lain","data":"home.run:acara"}]]}',NULL,NULL,NULL,'waiting',NULL,0,'2026-11-24 03:00:32.000000',NULL,NULL,NULL,NULL,'telegram:7001370');
INSERT INTO "outbox" VALUES(827,'page','santri',1,'{"html":"Maaf, Kak, acara <b>Temu Alumni</b> (Senin, 29 Maret 2027) dibatalkan.","rows":[[{"label":"Acara lain","data":"home.run:acara"}]]}',NULL,NULL,NULL,'waiting',NULL,0,'2026-11-24 03:00:32.000000',NULL,NULL,NULL,NULL,'telegram:7001370');
INSERT INTO "outbox" VALUES(828,'telegram','4000002',0,'{"html":"<b>Temu Alumni</b>\nSenin, 29 Maret 2027 · 09.00–15.00 WIB (21 Syawal 1448 H)\nHotel Grand Dafam, Surabaya\n\n<b>Dibatalkan</b> · hadir 2 · mungkin 0 · tidak bisa 0\n\n2 tamu saya beri tahu.","rows":[[{"label":"Tamu (2)","data":"event_planning.guests:5"}],[{"label":"Kelola acara","data":"event_planning.manage"},{"label":"Menu","data":"home.home"}]],"changes":"1343","answers":"late"}',NULL,NULL,NULL,'waiting',NULL,0,'2026-11-24 03:00:32.000000',NULL,NULL,NULL,NULL,'telegram:7001370');
INSERT INTO "outbox" VALUES(829,'telegram','4000005',0,'{"html":"<b>Acara yang akan datang</b>\n\n<b>Temu Bisnis</b>\nRabu, 24 Maret 2027 · 10.00 WIB · Hadir\n\n<b>Pelatihan Kemasan</b>\nKamis, 25 Maret 2027 · 09.00 WIB · Hadir","rows":[[{"label":"Temu Bisnis","data":"events.show:1"}],[{"label":"Pelatihan Kemasan","data":"events.show:2"}],[{"label":"Menu","data":"home.home"}]]}',NULL,NULL,NULL,'waiting',NULL,0,'2026-11-24 03:00:32.000000',NULL,NULL,NULL,NULL,'telegram:7001371');
INSERT INTO "outbox" VALUES(830,'telegram','4000017',0,'{"html":"You were filling in <b>Kopi</b> (7 of 9). Continue?","rows":[[{"label":"Continue","data":"~4e025d6b7ce8:photos:r:"}],[{"label":"Start again","data":"~4e025d6b7ce8:photos:n:"},{"label":"Cancel it","data":"~4e025d6b7ce8:photos:x:"}]]}',NULL,NULL,NULL,'waiting',NULL,0,'2026-11-24 03:00:32.000000',NULL,NULL,NULL,NULL,'telegram:7001372');
INSERT INTO "outbox" VALUES(831,'page','santri',0,'{"html":"<b>Produk Kakak</b> (1). Pilih untuk melihat atau mengubah.","rows":[[{"label":"Madu Hutan","data":"products.show:5"}],[{"label":"Daftarkan produk","data":"products.register"},{"label":"Menu","data":"home.home"}]]}',NULL,NULL,NULL,'waiting',NULL,0,'2026-11-24 03:00:32.000000',NULL,NULL,NULL,NULL,'page:7001373');
CREATE TABLE page_media (
	media_id INTEGER NOT NULL,
	CONSTRAINT fk_page_media_media_id_media FOREIGN KEY(media_id) REFERENCES media (id) ON DELETE CASCADE,
	CONSTRAINT pk_page_media PRIMARY KEY (media_id)
);
INSERT INTO "page_media" VALUES(3);
INSERT INTO "page_media" VALUES(6);
CREATE TABLE page_menus (
	chat VARCHAR(64) NOT NULL, 
	commands JSON NOT NULL,
	CONSTRAINT pk_page_menus PRIMARY KEY (chat)
);
INSERT INTO "page_menus" VALUES('santri','[{"name": "mulai", "about": "Mulai dari layar pertama"}, {"name": "produk", "about": "Produk saya: daftarkan, ubah, bagikan"}, {"name": "pilar", "about": "Tiga pilar OPOP: ikut dan perbarui angka"}, {"name": "acara", "about": "Acara yang akan datang"}, {"name": "profil", "about": "Lihat dan ubah profil"}, {"name": "langganan", "about": "Atur siaran yang Kakak terima"}, {"name": "bantuan", "about": "Apa yang bisa dilakukan di sini"}, {"name": "batal", "about": "Batalkan yang sedang diisi"}, {"name": "bahasa", "about": "Ganti bahasa"}, {"name": "dataku", "about": "Semua data saya"}, {"name": "hapusakun", "about": "Hapus akun dan semua data saya"}]');
CREATE TABLE page_messages (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	chat VARCHAR(64) NOT NULL, 
	mine BOOLEAN NOT NULL, 
	"update" VARCHAR(64), 
	body JSON NOT NULL, 
	version BIGINT NOT NULL, 
	at DATETIME NOT NULL,
	CONSTRAINT uq_page_messages_chat UNIQUE (chat, "update")
);
INSERT INTO "page_messages" VALUES(1,'santri',1,'00000000-0001','{"text": "/mulai"}',1795489200000000,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(2,'santri',0,NULL,'{"html": "<b>1/4</b> Siapa nama Kakak?", "rows": [[{"label": "Pakai \"Aisyah\"", "data": "~598677a70cc5:name:v:Aisyah"}], [{"label": "Batal", "data": "~598677a70cc5:name:x:"}]]}',1795489200000002,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(3,'santri',1,'00000000-0003','{"text": "Aisyah"}',1795489200000003,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(4,'santri',0,NULL,'{"html": "<b>2/4</b> Dari pesantren mana? Ketik beberapa huruf saja.", "rows": [[{"label": "Lewati", "data": "~598677a70cc5:pesantren:s:"}, {"label": "Kembali", "data": "~598677a70cc5:pesantren:b:"}, {"label": "Batal", "data": "~598677a70cc5:pesantren:x:"}]]}',1795489200000004,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(5,'santri',1,'00000000-0004','{"text": "Sidogiri"}',1795489200000005,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(6,'santri',0,NULL,'{"html": "Belum ada acara yang akan datang, Kak. Lihat lagi di lain waktu, ya.", "rows": [[{"label": "Menu", "data": "home.home"}]]}',1795489200000011,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(7,'santri',1,'00000000-0010','{"text": "/produk"}',1795489200000012,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(8,'santri',0,NULL,'{"html": "<b>1/9</b> Apa nama produknya?", "rows": [[{"label": "Batal", "data": "~7f40b91d4ad4:name:x:"}]]}',1795489200000013,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(9,'santri',1,'00000000-0011','{"text": "Madu Hutan"}',1795489200000014,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(10,'santri',0,NULL,'{"html": "<b>3/9</b> Berapa harganya? (mis. 15rb atau 15.000)", "rows": [[{"label": "Kembali", "data": "~7f40b91d4ad4:price:b:"}, {"label": "Batal", "data": "~7f40b91d4ad4:price:x:"}]]}',1795489200000016,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(11,'santri',1,'00000000-0013','{"text": "95rb"}',1795489200000017,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(12,'santri',0,NULL,'{"html": "<b>5/9</b> Berapa yang bisa dibuat dalam sebulan? (mis. 400)", "rows": [[{"label": "Lewati", "data": "~7f40b91d4ad4:capacity:s:"}, {"label": "Kembali", "data": "~7f40b91d4ad4:capacity:b:"}, {"label": "Batal", "data": "~7f40b91d4ad4:capacity:x:"}]]}',1795489200000019,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(13,'santri',1,'00000000-0015','{"text": "400"}',1795489200000020,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(14,'santri',0,NULL,'{"html": "400. <b>6/9</b> Ceritakan produknya dalam satu atau dua kalimat. (mis. rasa, bahan, siapa yang membuat)", "rows": [[{"label": "Lewati", "data": "~7f40b91d4ad4:description:s:"}, {"label": "Kembali", "data": "~7f40b91d4ad4:description:b:"}, {"label": "Batal", "data": "~7f40b91d4ad4:description:x:"}]]}',1795489200000021,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(15,'santri',1,'00000000-0016','{"text": "Renyah, dibuat di pondok."}',1795489200000022,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(16,'santri',0,NULL,'{"html": "<b>7/9</b> Kirim foto produknya, paling banyak 4.", "rows": [[{"label": "Lewati", "data": "~7f40b91d4ad4:photos:s:"}, {"label": "Kembali", "data": "~7f40b91d4ad4:photos:b:"}, {"label": "Batal", "data": "~7f40b91d4ad4:photos:x:"}]]}',1795489200000023,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(17,'santri',1,'00000000-0017','{"text": "", "photos": [3]}',1795489200000024,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(18,'santri',0,NULL,'{"html": "<b>8/9</b> Izin apa yang sudah ada? Tulis semuanya dalam satu pesan. (mis. NIB 1234567890123, PIRT 2123514010123-28, halal)", "rows": [[{"label": "Belum ada", "data": "~7f40b91d4ad4:permits:v:-"}], [{"label": "Kembali", "data": "~7f40b91d4ad4:permits:b:"}, {"label": "Batal", "data": "~7f40b91d4ad4:permits:x:"}]]}',1795489200000026,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(19,'santri',1,'00000000-0019','{"text": "halal"}',1795489200000027,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(20,'santri',0,NULL,'{"photos": [3], "html": "Produk Kakak sudah terdaftar.\n\n<b>Madu Hutan</b> \u00b7 unggulan\nRp95.000 / bungkus \u00b7 400 bungkus/bulan\nKosmetik & herbal \u00b7 Halal\nRenyah, dibuat di pondok.\nKode VT3DVJ", "rows": [[{"label": "Ubah \u2026", "data": "products.change:5"}, {"label": "Bagikan", "data": "products.share:5"}], [{"label": "Arsipkan", "data": "products.ask_archiving:5"}], [{"label": "Kembali", "data": "products.mine"}]]}',1795489200000030,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(21,'santri',0,NULL,'{"html": "<b>Produk Kakak</b> (1). Pilih untuk melihat atau mengubah.", "rows": [[{"label": "Madu Hutan", "data": "products.show:5"}], [{"label": "Daftarkan produk", "data": "products.register"}, {"label": "Menu", "data": "home.home"}]]}',1795489200000031,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(22,'santri',1,'00000000-0023','{"text": "/acara"}',1795489200000032,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(23,'santri',0,NULL,'{"html": "<b>Temu Bisnis</b>\nRabu, 24 Maret 2027 \u00b7 09.00\u201315.00 WIB (16 Syawal 1448 H)\nHotel Grand Dafam, Surabaya\nSisa 258 dari 260 kursi\n\nKakak <b>hadir</b>.", "rows": [[{"label": "Ubah jawaban", "data": "events.reconsider:1"}, {"label": "Lokasi", "data": "events.location:1"}], [{"label": "Simpan ke kalender", "data": "events.calendar:1"}], [{"label": "Semua acara", "data": "events.all_events"}, {"label": "Menu", "data": "home.home"}]]}',1795489200000035,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(24,'santri',1,'00000000-0026','{"text": "/acara"}',1795489200000036,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(25,'santri',0,NULL,'{"html": "<b>Halaqah</b>\nMinggu, 28 Maret 2027 \u00b7 09.00\u201315.00 WIB (20 Syawal 1448 H)\nHotel Grand Dafam, Surabaya\nSisa 39 dari 40 kursi\n\nKakak <b>mungkin hadir</b>.", "rows": [[{"label": "Ubah jawaban", "data": "events.reconsider:4"}, {"label": "Lokasi", "data": "events.location:4"}], [{"label": "Simpan ke kalender", "data": "events.calendar:4"}], [{"label": "Semua acara", "data": "events.all_events"}, {"label": "Menu", "data": "home.home"}]]}',1795489200000039,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(26,'santri',1,'00000000-0029','{"text": "/acara"}',1795489200000040,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(27,'santri',0,NULL,'{"html": "<b>Temu Alumni</b>\nSenin, 29 Maret 2027 \u00b7 09.00\u201315.00 WIB (21 Syawal 1448 H)\nHotel Grand Dafam, Surabaya\nSisa 28 dari 30 kursi\n\nKakak <b>hadir</b>.", "rows": [[{"label": "Ubah jawaban", "data": "events.reconsider:5"}, {"label": "Lokasi", "data": "events.location:5"}], [{"label": "Simpan ke kalender", "data": "events.calendar:5"}], [{"label": "Semua acara", "data": "events.all_events"}, {"label": "Menu", "data": "home.home"}]]}',1795489200000043,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(28,'santri',0,NULL,'{"html": "Kak, acara <b>Temu Bisnis</b> berubah.\n\nWaktu: Rabu, 24 Maret 2027 \u00b7 10.00\u201316.00 WIB (16 Syawal 1448 H)", "rows": [[{"label": "Lihat acara", "data": "start.follow:a-UYHWUY"}]]}',1795489200000044,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(29,'santri',0,NULL,'{"html": "Maaf, Kak, acara <b>Halaqah</b> (Minggu, 28 Maret 2027) dibatalkan.", "rows": [[{"label": "Acara lain", "data": "home.run:acara"}]]}',1795489200000045,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(30,'santri',1,'00000000-0032','{"text": "/profil"}',1795489200000046,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(31,'santri',0,NULL,'{"html": "<b>Aisyah</b>\nSantri\nPesantren Sidogiri\nKab. Pasuruan", "rows": [[{"label": "Ubah \u2026", "data": "profile.change"}, {"label": "Menu", "data": "home.home"}]]}',1795489200000047,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(32,'santri',1,'00000000-0033','{"text": "/dataku"}',1795489200000048,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(33,'santri',0,NULL,'{"html": "<b>Data Kakak yang tersimpan</b>\n\n<b>Aisyah</b>\nSantri\nPesantren Sidogiri\nKab. Pasuruan\n\nProfil: 1\nAlamat percakapan: 1\nPersetujuan: 1\nJawaban undangan: 3\nProduk: 1\nFoto dan berkas: 1\nFoto produk: 1\nRujukan foto dan berkas: 1\nFoto di halaman: 1\nMenu di halaman: 1\nPercakapan di halaman: 32\nPesan masuk yang belum dijawab: 1\n\nTerdaftar sejak Selasa, 24 November 2026. Lengkapnya ada di berkas ini.", "rows": [[{"label": "Ubah profil", "data": "profile.change"}, {"label": "Hapus semua", "data": "my_data.ask_erasure"}], [{"label": "Menu", "data": "home.home"}]], "file": {"id": 6, "name": "dataku.json", "size": null}}',1795489200000049,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(34,'santri',1,'00000000-0034','{"text": "/bahasa"}',1795489200000050,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(35,'santri',0,NULL,'{"html": "Mau memakai bahasa apa?", "rows": [[{"label": "Bahasa Indonesia", "data": "help.speak:id"}], [{"label": "English", "data": "help.speak:en"}], [{"label": "Basa Jawa", "data": "help.speak:jv"}]]}',1795489200000051,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(36,'santri',1,'00000000-0035','{"text": "/bantuan"}',1795489200000052,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(37,'santri',0,NULL,'{"html": "<b>Yang bisa saya bantu</b>\n\n/mulai \u2013 Mulai dari layar pertama\n/produk \u2013 Produk saya: daftarkan, ubah, bagikan\n/pilar \u2013 Tiga pilar OPOP: ikut dan perbarui angka\n/acara \u2013 Acara yang akan datang\n/profil \u2013 Lihat dan ubah profil\n/langganan \u2013 Atur siaran yang Kakak terima\n/bantuan \u2013 Apa yang bisa dilakukan di sini\n/batal \u2013 Batalkan yang sedang diisi\n/bahasa \u2013 Ganti bahasa\n/dataku \u2013 Semua data saya\n/hapusakun \u2013 Hapus akun dan semua data saya\n\nPertanyaan boleh ditinggal dulu: jawaban Kakak tersimpan dan bisa dilanjutkan kapan saja. Untuk membatalkannya, ketik /batal.", "rows": [[{"label": "Menu", "data": "home.home"}]]}',1795489200000053,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(38,'santri',1,'00000000-0036','{"text": "/hapusakun"}',1795489200000054,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(39,'santri',0,NULL,'{"html": "Semua data Kakak akan dihapus: profil, produk, keikutsertaan pilar, dan jawaban undangan. Ini tidak bisa dibatalkan. Yakin?", "rows": [[{"label": "Ya, hapus semuanya", "data": "my_data.erase"}, {"label": "Jangan", "data": "my_data.keep"}]]}',1795489200000055,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(40,'santri',0,NULL,'{"html": "Pendaftaran pelatihan kemasan dibuka sampai Jumat.", "rows": [[{"label": "Ikut", "data": "broadcast_message.answer:1:0"}, {"label": "Tidak", "data": "broadcast_message.answer:1:1"}], [{"label": "Lihat acara", "data": "broadcast_card.open_:1"}], [{"label": "Atur langganan", "data": "subscriptions.under_broadcast:pelatihan"}]]}',1795489200000056,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(41,'santri',0,NULL,'{"html": "Siaran ini tentang <b>Pelatihan</b>. Mau diatur bagaimana, Kak?", "rows": [[{"label": "Berhenti dari \"Pelatihan\"", "data": "subscriptions.leave:pelatihan"}], [{"label": "Berhenti semua", "data": "subscriptions.stop"}, {"label": "Tetap", "data": "subscriptions.keep"}]]}',1795489200000057,'2026-11-24 03:00:00.000000');
INSERT INTO "page_messages" VALUES(42,'santri',0,NULL,'{"html": "Undangan rapat kerja OPOP.", "rows": [[{"label": "Atur langganan", "data": "subscriptions.under_broadcast:pengumuman"}]]}',1795489200000058,'2026-11-24 03:00:12.000000');
CREATE TABLE people (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR(80) NOT NULL, 
	language VARCHAR(5) NOT NULL, 
	role VARCHAR(10) NOT NULL, 
	belonging VARCHAR(10), 
	pesantren_id INTEGER, 
	region_code VARCHAR(4), 
	phone VARCHAR(20), 
	created_at DATETIME NOT NULL, 
	registered_at DATETIME, stopped_at DATETIME,
	CONSTRAINT fk_people_pesantren_id_pesantren FOREIGN KEY(pesantren_id) REFERENCES pesantren (id),
	CONSTRAINT fk_people_region_code_regions FOREIGN KEY(region_code) REFERENCES regions (code)
);
INSERT INTO "people" VALUES(1,'Budi Santoso','id','admin','warga',1,'3514',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(2,'Siti Aminah','id','organiser','pengurus',2,'3517',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(3,'Dewi Lestari','en','organiser','alumni',1,'3514',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(5,'Ahmad Fauzi','id','member','santri',1,'3514',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(6,'Fatimah Zahra','en','member','pengurus',1,'3514',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(7,'Yusuf Mansur','jv','member','alumni',6,'3571',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(8,'Lina Marlina','id','member','warga',NULL,NULL,NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "people" VALUES(9,'Rahmat Hidayat','id','member','santri',1,'3514',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(10,'Umar Faruq','id','member','santri',28,'3509','+6281234567890','2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(11,'Maryam','id','member','santri',1,'3514',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(12,'Idris','id','member','santri',1,'3514',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(13,'Khadijah','id','member','santri',1,'3514',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(14,'Salma','id','member','santri',1,'3514',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(15,'Bilal','en','organiser','santri',1,'3514',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(16,'Hafsah','jv','member','alumni',1,'3514',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(17,'Aisyah','id','member','santri',1,'3514',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL);
INSERT INTO "people" VALUES(18,'','id','member',NULL,NULL,NULL,NULL,'2026-11-24 03:00:32.000000',NULL,NULL);
INSERT INTO "people" VALUES(19,'','en','member',NULL,NULL,NULL,NULL,'2026-11-24 03:00:32.000000',NULL,NULL);
CREATE TABLE pesantren (
	id INTEGER NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	region_code VARCHAR(4) NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	proposed_by INTEGER, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL,
	CONSTRAINT fk_pesantren_proposed_by_people FOREIGN KEY(proposed_by) REFERENCES people (id) ON DELETE SET NULL,
	CONSTRAINT fk_pesantren_region_code_regions FOREIGN KEY(region_code) REFERENCES regions (code),
	CONSTRAINT pk_pesantren PRIMARY KEY (id)
);
INSERT INTO "pesantren" VALUES(1,'Sidogiri','3514','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(2,'Tebuireng','3517','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(3,'Bahrul Ulum Tambakberas','3517','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(4,'Darul Ulum Peterongan','3517','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(5,'Mamba''ul Ma''arif Denanyar','3517','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(6,'Lirboyo','3571','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(7,'Al-Falah Ploso','3506','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(8,'Darussalam Gontor','3502','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(9,'Nurul Jadid Paiton','3513','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(10,'Zainul Hasan Genggong','3513','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(11,'Salafiyah Syafi''iyah Sukorejo','3512','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(12,'Annuqayah Guluk-Guluk','3529','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(13,'Al-Amien Prenduan','3529','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(14,'Langitan','3523','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(15,'Sunan Drajat','3524','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(16,'Mambaus Sholihin Suci','3525','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(17,'Qomaruddin Bungah','3525','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(18,'Darussalam Blokagung','3510','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(19,'Syaichona Mohammad Cholil','3526','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(20,'Mambaul Ulum Bata-Bata','3528','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(21,'Darul Ulum Banyuanyar','3528','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(22,'Nurul Islam','3509','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(23,'Al-Hikam','3573','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(24,'An-Nur II Bululawang','3507','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(25,'Tremas','3501','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(26,'Sabilil Muttaqien Takeran','3520','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(27,'Amanatul Ummah Pacet','3516','approved',NULL,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
INSERT INTO "pesantren" VALUES(28,'Pondok Baru Sekali','3509','proposed',10,'2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000');
CREATE TABLE product_photos (
	product_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	media_id INTEGER NOT NULL,
	CONSTRAINT fk_product_photos_media_id_media FOREIGN KEY(media_id) REFERENCES media (id) ON DELETE CASCADE,
	CONSTRAINT fk_product_photos_product_id_products FOREIGN KEY(product_id) REFERENCES products (id) ON DELETE CASCADE,
	CONSTRAINT pk_product_photos PRIMARY KEY (product_id, position)
);
INSERT INTO "product_photos" VALUES(1,0,1);
INSERT INTO "product_photos" VALUES(1,1,2);
INSERT INTO "product_photos" VALUES(5,0,3);
CREATE TABLE products (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	owner_id INTEGER NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	category VARCHAR(24) NOT NULL, 
	price BIGINT NOT NULL, 
	unit VARCHAR(20) NOT NULL, 
	capacity INTEGER, 
	description VARCHAR(500) NOT NULL, 
	link VARCHAR(200), 
	flagship BOOLEAN NOT NULL, 
	permits JSON NOT NULL, 
	created_at DATETIME NOT NULL, 
	updated_at DATETIME NOT NULL, 
	archived_at DATETIME, 
	code VARCHAR(6) NOT NULL,
	CONSTRAINT fk_products_owner_id_people FOREIGN KEY(owner_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT uq_products_code UNIQUE (code)
);
INSERT INTO "products" VALUES(1,5,'Keripik Tempe','makanan',15000,'bungkus',400,'Renyah, dibuat di pondok.','https://instagram.com/keripik',1,'[{"kind": "nib", "number": "1234567890123"}, {"kind": "pirt", "number": "2123514010123-28"}, {"kind": "halal", "number": ""}]','2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL,'TA3UEA');
INSERT INTO "products" VALUES(2,5,'Sambal Bawang','makanan',20000,'bungkus',400,'Renyah, dibuat di pondok.',NULL,0,'[]','2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL,'9RN676');
INSERT INTO "products" VALUES(3,5,'Rengginang','makanan',22000,'bungkus',400,'Renyah, dibuat di pondok.',NULL,0,'[]','2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000','DUJDA7');
INSERT INTO "products" VALUES(4,6,'Sarung Tenun','fesyen',185000,'bungkus',400,'Renyah, dibuat di pondok.',NULL,1,'[{"kind": "nib", "number": "1234567890123"}]','2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL,'WJ6XYA');
INSERT INTO "products" VALUES(5,17,'Madu Hutan','kosmetik_herbal',95000,'bungkus',400,'Renyah, dibuat di pondok.',NULL,1,'[{"kind": "halal", "number": ""}]','2026-11-24 03:00:00.000000','2026-11-24 03:00:00.000000',NULL,'VT3DVJ');
CREATE TABLE regions (
	code VARCHAR(4) NOT NULL, 
	name VARCHAR(40) NOT NULL, 
	kind VARCHAR(24) NOT NULL,
	CONSTRAINT pk_regions PRIMARY KEY (code)
);
INSERT INTO "regions" VALUES('3501','Pacitan','kabupaten');
INSERT INTO "regions" VALUES('3502','Ponorogo','kabupaten');
INSERT INTO "regions" VALUES('3503','Trenggalek','kabupaten');
INSERT INTO "regions" VALUES('3504','Tulungagung','kabupaten');
INSERT INTO "regions" VALUES('3505','Blitar','kabupaten');
INSERT INTO "regions" VALUES('3506','Kediri','kabupaten');
INSERT INTO "regions" VALUES('3507','Malang','kabupaten');
INSERT INTO "regions" VALUES('3508','Lumajang','kabupaten');
INSERT INTO "regions" VALUES('3509','Jember','kabupaten');
INSERT INTO "regions" VALUES('3510','Banyuwangi','kabupaten');
INSERT INTO "regions" VALUES('3511','Bondowoso','kabupaten');
INSERT INTO "regions" VALUES('3512','Situbondo','kabupaten');
INSERT INTO "regions" VALUES('3513','Probolinggo','kabupaten');
INSERT INTO "regions" VALUES('3514','Pasuruan','kabupaten');
INSERT INTO "regions" VALUES('3515','Sidoarjo','kabupaten');
INSERT INTO "regions" VALUES('3516','Mojokerto','kabupaten');
INSERT INTO "regions" VALUES('3517','Jombang','kabupaten');
INSERT INTO "regions" VALUES('3518','Nganjuk','kabupaten');
INSERT INTO "regions" VALUES('3519','Madiun','kabupaten');
INSERT INTO "regions" VALUES('3520','Magetan','kabupaten');
INSERT INTO "regions" VALUES('3521','Ngawi','kabupaten');
INSERT INTO "regions" VALUES('3522','Bojonegoro','kabupaten');
INSERT INTO "regions" VALUES('3523','Tuban','kabupaten');
INSERT INTO "regions" VALUES('3524','Lamongan','kabupaten');
INSERT INTO "regions" VALUES('3525','Gresik','kabupaten');
INSERT INTO "regions" VALUES('3526','Bangkalan','kabupaten');
INSERT INTO "regions" VALUES('3527','Sampang','kabupaten');
INSERT INTO "regions" VALUES('3528','Pamekasan','kabupaten');
INSERT INTO "regions" VALUES('3529','Sumenep','kabupaten');
INSERT INTO "regions" VALUES('3571','Kediri','kota');
INSERT INTO "regions" VALUES('3572','Blitar','kota');
INSERT INTO "regions" VALUES('3573','Malang','kota');
INSERT INTO "regions" VALUES('3574','Probolinggo','kota');
INSERT INTO "regions" VALUES('3575','Pasuruan','kota');
INSERT INTO "regions" VALUES('3576','Mojokerto','kota');
INSERT INTO "regions" VALUES('3577','Madiun','kota');
INSERT INTO "regions" VALUES('3578','Surabaya','kota');
INSERT INTO "regions" VALUES('3579','Batu','kota');
CREATE TABLE rsvps (
	event_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	answer VARCHAR(24) NOT NULL, 
	answered_at DATETIME NOT NULL,
	CONSTRAINT fk_rsvps_event_id_events FOREIGN KEY(event_id) REFERENCES events (id) ON DELETE CASCADE,
	CONSTRAINT fk_rsvps_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT pk_rsvps PRIMARY KEY (event_id, person_id)
);
INSERT INTO "rsvps" VALUES(1,5,'yes','2026-11-24 03:00:00.000000');
INSERT INTO "rsvps" VALUES(1,7,'maybe','2026-11-24 03:00:00.000000');
INSERT INTO "rsvps" VALUES(1,6,'no','2026-11-24 03:00:00.000000');
INSERT INTO "rsvps" VALUES(1,17,'yes','2026-11-24 03:00:00.000000');
INSERT INTO "rsvps" VALUES(2,5,'yes','2026-11-24 03:00:00.000000');
INSERT INTO "rsvps" VALUES(4,7,'yes','2026-11-24 03:00:00.000000');
INSERT INTO "rsvps" VALUES(4,17,'maybe','2026-11-24 03:00:00.000000');
INSERT INTO "rsvps" VALUES(5,5,'yes','2026-11-24 03:00:00.000000');
INSERT INTO "rsvps" VALUES(5,17,'yes','2026-11-24 03:00:00.000000');
CREATE TABLE silences (
	person_id INTEGER NOT NULL, 
	topic VARCHAR(24) NOT NULL, 
	since DATETIME NOT NULL,
	CONSTRAINT fk_silences_person_id_people FOREIGN KEY(person_id) REFERENCES people (id) ON DELETE CASCADE,
	CONSTRAINT pk_silences PRIMARY KEY (person_id, topic)
);
INSERT INTO "silences" VALUES(7,'pasar','2026-11-24 03:00:00.000000');
INSERT INTO "silences" VALUES(14,'pelatihan','2026-11-24 03:00:00.000000');
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('outbox',831);
INSERT INTO "sqlite_sequence" VALUES('people',19);
INSERT INTO "sqlite_sequence" VALUES('page_messages',42);
INSERT INTO "sqlite_sequence" VALUES('products',5);
CREATE INDEX ix_addresses_reachable ON addresses (person_id, gone_at);
CREATE INDEX ix_audit_actor_id ON audit (actor_id);
CREATE INDEX ix_audit_at ON audit (at);
CREATE INDEX ix_broadcast_answers_person_id ON broadcast_answers (person_id);
CREATE INDEX ix_broadcasts_approved_by ON broadcasts (approved_by);
CREATE INDEX ix_broadcasts_created_by ON broadcasts (created_by);
CREATE INDEX ix_broadcasts_document_id ON broadcasts (document_id);
CREATE INDEX ix_broadcasts_photo_id ON broadcasts (photo_id);
CREATE INDEX ix_consents_person_id ON consents (person_id);
CREATE INDEX ix_enrolments_growth ON enrolments (status, pillar, created_at);
CREATE INDEX ix_enrolments_person ON enrolments (person_id, status, pillar);
CREATE INDEX ix_events_coming ON events (status, starts_at);
CREATE INDEX ix_events_created_by ON events (created_by);
CREATE INDEX ix_inbox_failed ON inbox (id) WHERE failure IS NOT NULL;
CREATE INDEX ix_inbox_waiting ON inbox (id) WHERE handled_at IS NULL;
CREATE INDEX ix_invitations_used_by ON invitations (used_by);
CREATE INDEX ix_measures_enrolment ON measures (enrolment_id);
CREATE INDEX ix_measures_now ON measures (pillar, name, value, until) WHERE until IS NULL;
CREATE INDEX ix_media_digest ON media (digest);
CREATE INDEX ix_media_expires_at ON media (expires_at);
CREATE INDEX ix_media_fetch_after ON media (fetch_after) WHERE fetch_after IS NOT NULL;
CREATE INDEX ix_media_owner_id ON media (owner_id);
CREATE INDEX ix_outbox_broadcast ON outbox (broadcast_id, state);
CREATE INDEX ix_outbox_due ON outbox (channel, broadcast_id, priority, send_after, id) WHERE state = 'waiting';
CREATE INDEX ix_outbox_person_id ON outbox (person_id);
CREATE INDEX ix_outbox_presses ON outbox (send_after) WHERE press IS NOT NULL;
CREATE INDEX ix_page_messages_chat_id ON page_messages (chat, id);
CREATE INDEX ix_people_created_at ON people (created_at);
CREATE INDEX ix_people_pesantren_id ON people (pesantren_id);
CREATE INDEX ix_people_region_code ON people (region_code);
CREATE INDEX ix_people_role ON people (role);
CREATE INDEX ix_people_stopped ON people (stopped_at) WHERE stopped_at IS NOT NULL;
CREATE INDEX ix_pesantren_proposed_by ON pesantren (proposed_by);
CREATE INDEX ix_pesantren_region_code ON pesantren (region_code);
CREATE INDEX ix_product_photos_media_id ON product_photos (media_id);
CREATE INDEX ix_products_category ON products (archived_at, category, flagship);
CREATE INDEX ix_products_growth ON products (archived_at, created_at);
CREATE INDEX ix_products_owner ON products (owner_id, archived_at, category);
CREATE INDEX ix_products_owner_id ON products (owner_id);
CREATE INDEX ix_rsvps_person_id ON rsvps (person_id);
CREATE UNIQUE INDEX uq_enrolments_active ON enrolments (person_id, pillar) WHERE status = 'active';
CREATE UNIQUE INDEX uq_pesantren_approved ON pesantren (name, region_code) WHERE status = 'approved';
COMMIT;
